// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.pinstream.streams.Rows;
import io.pinstream.streams.run.Cluster;
import io.pinstream.streams.run.RunningApp;
import io.pinstream.streams.run.SharedCluster;
import java.net.URI;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, over a real app that joins what a real broker holds. */
@ExtendWith(SharedCluster.class)
abstract class PageFixture {
  static final int DESK = 1440;
  static final int PHONE = 390;
  static final int POSTS = 80;
  static final String HOSTILE = "<img src=/x onerror=alert(1)>";
  static final String WITHOUT_SHAPE = "Bouvet Island (Bouvetoya)";
  static final List<String> COUNTRIES =
      List.of("Albania", "Cote d'Ivoire", "Korea, Republic of", WITHOUT_SHAPE);
  static final List<String> CATEGORIES = List.of("art", "beauty", "quotes", "my & own");
  static final Path DEMO_COUNTRIES =
      Path.of("../local-stack/dataset/src/main/resources/io/pinstream/stack/dataset/countries.txt");

  @TempDir static Path folder;
  static Chromium chromium;
  static Cluster cluster;
  static RunningApp app;
  static String user;

  final List<String> complaints = new ArrayList<>();
  final Set<String> hosts = new LinkedHashSet<>();
  final Set<String> calls = new TreeSet<>();
  boolean expectsTrouble;

  @BeforeAll
  static void open(TestInfo test) throws Exception {
    // Its own topics and its own state, for the classes share a cluster.
    user = test.getTestClass().orElseThrow().getSimpleName().toLowerCase(Locale.ROOT);
    chromium = Chromium.open();
    app = start(user);
    for (int ind = 0; ind < POSTS; ind++) {
      send(user, ind, "t" + ind, COUNTRIES.get(ind / 3 % COUNTRIES.size()));
    }
    cluster.send(user + ".user", "1", "{index=1, title=x}");
    cluster.send(user + ".pin", "none", "{}");
    cluster.flush();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                json("/api/stats").get("joined").asInt() == POSTS
                    && json("/api/stats").get("dead_letters").asInt() == 2);
  }

  @AfterAll
  static void close() {
    if (chromium != null) {
      app.close();
      chromium.close();
    }
  }

  @AfterEach
  void leavesTheHostAloneAndComplainsOfNothing() {
    chromium.browser().contexts().forEach(BrowserContext::close);
    assertThat(hosts).hasSize(1);
    assertThat(calls)
        .contains("/api/events")
        .doesNotContain(
            "/api/stats",
            "/api/live/rate",
            "/api/live/categories",
            "/api/quality",
            "/api/health",
            "/api/waiting");
    if (!expectsTrouble) {
      assertThat(complaints).isEmpty();
    }
  }

  Page openAt(int width) {
    return open(app, width, ColorScheme.LIGHT);
  }

  Page open(RunningApp shown, int width, ColorScheme scheme) {
    Page page = newPage(width, scheme);
    page.navigate(shown.url());
    if (shown == app) {
      for (Locator panel : page.locator("section").all()) {
        panel.and(page.locator("[data-state=shown]")).waitFor();
      }
    }
    return page;
  }

  Page newPage(int width, ColorScheme scheme) {
    Page page =
        chromium
            .browser()
            .newContext(
                new Browser.NewContextOptions()
                    .setLocale("en-US")
                    .setColorScheme(scheme)
                    .setViewportSize(width, 900))
            .newPage();
    page.onRequest(
        request -> {
          URI url = URI.create(request.url());
          hosts.add(url.getHost());
          calls.add(url.getPath());
        });
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text());
          }
        });
    return page;
  }

  static RunningApp start(String userId) throws Exception {
    for (String part : List.of("pin", "geo", "user")) {
      cluster.create(userId + "." + part, 2);
    }
    RunningApp started = new RunningApp(cluster.servers(), userId, folder.resolve(userId));
    started.awaitReady();
    return started;
  }

  static void send(String userId, int ind, String title, String country) {
    String key = Integer.toString(ind);
    String pin =
        Rows.pin(ind, title)
            .replace("\"art\"", '"' + CATEGORIES.get(ind % CATEGORIES.size()) + '"')
            .replace("43000", Integer.toString(ind * 997 % 1777))
            .replace("Some Poster", "Poster " + ind % 20);
    cluster.send(userId + ".pin", key, pin);
    cluster.send(
        userId + ".geo", key, Rows.geo(ind, country).replace("2018-", 2017 + ind % 6 + "-"));
    cluster.send(
        userId + ".user",
        key,
        Rows.user(ind, 15 + ind % 50)
            .replace("Some One", "User " + ind % 30)
            .replace("2016-", 2014 + ind % 8 + "-"));
  }

  static void waitUntil(Page page, BooleanSupplier condition) {
    page.waitForCondition(condition);
  }

  /** The shown rows of a table. */
  static List<List<String>> cells(Page page, String table) {
    return page.locator(table + " tbody tr").all().stream()
        .map(row -> row.locator("th, td").allInnerTexts())
        .toList();
  }

  static List<List<String>> rows(String path, String... columns) throws Exception {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode row : json(path)) {
      rows.add(Stream.of(columns).map(column -> shown(row, column)).toList());
    }
    return rows;
  }

  static List<String> column(String path, String column) throws Exception {
    return rows(path, column).stream().map(row -> row.get(0)).toList();
  }

  static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  static JsonNode json(String path) throws Exception {
    return app.json(path);
  }

  /** A value as the page shows it. */
  static String shown(JsonNode row, String field) {
    JsonNode value = row.get(field);
    return value.isNumber() ? format(value.decimalValue()) : value.asText();
  }

  static String format(Number number) {
    NumberFormat format = NumberFormat.getInstance(Locale.US);
    format.setMaximumFractionDigits(1);
    return format.format(number);
  }
}
