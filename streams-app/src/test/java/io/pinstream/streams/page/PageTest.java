// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.pinstream.streams.Rows;
import io.pinstream.streams.run.Cluster;
import io.pinstream.streams.run.RunningApp;
import io.pinstream.streams.run.SharedCluster;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in a real browser, over a real app that joins what a real broker holds. */
@ExtendWith(SharedCluster.class)
class PageTest {
  private static final int DESK = 1440;
  private static final int PHONE = 390;
  private static final int POSTS = 80;
  private static final String HOSTILE = "<img src=/x onerror=alert(1)>";
  private static final String WITHOUT_SHAPE = "Bouvet Island (Bouvetoya)";
  private static final List<String> COUNTRIES =
      List.of("Albania", "Cote d'Ivoire", "Korea, Republic of", WITHOUT_SHAPE);
  private static final List<String> CATEGORIES = List.of("art", "beauty", "quotes", "my & own");
  private static final Path DEMO_COUNTRIES =
      Path.of("../local-stack/dataset/src/main/resources/io/pinstream/stack/dataset/countries.txt");

  @TempDir private static Path folder;
  private static Chromium chromium;
  private static Cluster cluster;
  private static RunningApp app;

  private final List<String> complaints = new ArrayList<>();
  private final Set<String> hosts = new LinkedHashSet<>();
  private final Set<String> calls = new TreeSet<>();
  private boolean expectsTrouble;

  @BeforeAll
  static void open(Cluster shared) throws Exception {
    chromium = Chromium.open();
    cluster = shared;
    app = start("page");
    for (int ind = 0; ind < POSTS; ind++) {
      send("page", ind, "t" + ind, COUNTRIES.get(ind / 3 % COUNTRIES.size()));
    }
    cluster.send("page.user", "1", "{index=1, title=x}");
    cluster.send("page.pin", "none", "{}");
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

  @Test
  void showsWhatTheApiAnswersToEachQuestion() throws Exception {
    Page page = openAt(DESK);
    assertThat(cells(page, "#countries .all table"))
        .containsExactlyInAnyOrderElementsOf(categoriesByCountry());
    assertThat(cells(page, "#years table")).isEqualTo(countsByCategoryAndYear(""));
    assertThat(page.locator("#years td.lead").allInnerTexts())
        .containsExactlyInAnyOrderElementsOf(column("/api/questions/2/leaders", "category_count"));
    assertThat(cells(page, "#posters table"))
        .containsExactlyInAnyOrderElementsOf(
            rows("/api/questions/3", "poster_name", "country", "follower_count"));
    JsonNode best = json("/api/questions/3/leaders").get(0);
    assertThat(page.locator("#posters .leaders li").first().innerText())
        .isEqualTo(
            String.join(
                "\n",
                shown(best, "country"),
                shown(best, "poster_name"),
                shown(best, "follower_count")));
    assertColumns(page, "#ages table", 3, 4, "/api/questions/5", "median_follower_count");
    assertColumns(page, "#joined table", 1, 2, "/api/questions/6", "number_users_joined");
    assertColumns(page, "#joined table", 2, 3, "/api/questions/7", "median_follower_count");
    assertColumns(page, "#joined table", 3, 7, "/api/questions/8", "median_follower_count");
    Set<String> mostByAge = new LinkedHashSet<>();
    json("/api/questions/4")
        .forEach(
            row -> mostByAge.add(shown(row, "age_group") + " " + shown(row, "category_count")));
    assertThat(cells(page, "#ages table").stream().map(row -> row.get(0) + " " + row.get(2)))
        .containsExactlyInAnyOrderElementsOf(mostByAge);
  }

  @Test
  void showsWhatTheApiSaysOfTheStreamAndItsQuality() throws Exception {
    Page page = openAt(DESK);
    assertThat(page.locator("#state").innerText()).isEqualTo("Live");
    assertThat(
            page.locator("#numbers dd:not([data-number=posts_per_second], .spark)").allInnerTexts())
        .containsExactly(format(POSTS), format(3 * POSTS + 2), "0", "2");
    assertThat(cells(page, "#quality .nulls"))
        .containsExactly(List.of("description", format(POSTS), "100%"));
    JsonNode letters = json("/api/quality").get("dead_letters");
    Map<String, String> shownLetters = new LinkedHashMap<>();
    cells(page, "#quality .letters").forEach(row -> shownLetters.put(row.get(0), row.get(2)));
    assertThat(shownLetters.keySet()).containsExactlyElementsOf(names(letters));
    shownLetters.forEach(
        (reason, count) -> assertThat(count).as(reason).isEqualTo(shown(letters, reason)));
    assertThat(shownLetters).containsEntry("bad-key", "1").containsEntry("not-json", "1");
    JsonNode recent = json("/api/live/categories").get("posts");
    assertThat(cells(page, "#recent table"))
        .isEqualTo(
            names(recent).stream()
                .map(category -> List.of(category, shown(recent, category)))
                .toList());
    List<String> newest = new ArrayList<>();
    json("/api/live/newest").forEach(post -> newest.add(shown(post, "ind")));
    assertThat(page.locator("#newest li .number").allInnerTexts()).isEqualTo(newest.subList(0, 8));
  }

  @Test
  void linksToEachCallOnceAndSaysSo() throws Exception {
    Page page = openAt(DESK);
    List<String> calls = new ArrayList<>();
    for (Locator link : page.locator(".panel header a, .panel h3 a").all()) {
      calls.add(link.getAttribute("href"));
      assertThat(json(link.getAttribute("href"))).isNotEmpty();
      assertThat(link.getAttribute("aria-label"))
          .startsWithIgnoringCase(link.innerText().replace("As JSON", ""))
          .endsWith(" as JSON");
    }
    assertThat(calls).hasSizeGreaterThan(10).doesNotHaveDuplicates();
  }

  @Test
  void opensACountryToItsCategoriesAndACategoryToItsCountries() throws Exception {
    Page page = openAt(DESK);
    page.locator("#countries tr[data-key=\"Cote d'Ivoire\"] button").click();
    assertBreakdown(page, "/api/countries/Cote%20d'Ivoire", "category");
    page.locator("#breakdown tr[data-key='my & own'] button").click();
    assertBreakdown(page, "/api/categories/my%20%26%20own", "country");
    assertThat(page.locator(".legend [aria-pressed=true]").allInnerTexts())
        .containsExactly("my & own");
    page.locator("#breakdown .back").click();
    assertThat(page.locator("#breakdown").isVisible()).isFalse();
    assertThat(page.locator(".legend [aria-pressed=true]").count()).isZero();
    page.locator("#countries .country[data-categories]").first().dispatchEvent("click");
    assertThat(COUNTRIES).contains(page.locator("#breakdown h3").innerText());
  }

  @Test
  void showsNoPartsOfWhatIsNotOpenAnyMore() throws Exception {
    Page page = openAt(DESK);
    Map<String, Route> held = new LinkedHashMap<>();
    page.route("**/api/countries/*", route -> held.put(route.request().url(), route));
    String open = "async (name) => (await import('/parts/opened.js')).open('country', name)";
    page.evaluate(open, "Albania");
    waitUntil(page, () -> held.containsKey(app.url() + "/api/countries/Albania"));
    page.evaluate(open, WITHOUT_SHAPE);
    held.remove(app.url() + "/api/countries/Albania").resume();
    waitUntil(page, () -> !held.isEmpty());
    assertThat(page.locator("#breakdown h3").innerText()).isEqualTo(WITHOUT_SHAPE);
    assertThat(cells(page, "#breakdown table")).isEmpty();
    page.unroute("**/api/countries/*");
    held.values().forEach(Route::resume);
    waitUntil(page, () -> !cells(page, "#breakdown table").isEmpty());
    assertThat(page.locator("#breakdown .sum").innerText()).endsWith(" posts that name a category");
  }

  private static void assertBreakdown(Page page, String path, String part) throws Exception {
    List<List<String>> parts = rows(path, part, "posts");
    assertThat(parts).hasSizeGreaterThan(1);
    waitUntil(page, () -> cells(page, "#breakdown table").equals(parts));
    assertThat(page.locator("#breakdown .json").getAttribute("href")).isEqualTo(path);
  }

  @Test
  void restrictsTheQuestionsToWhatTheAddressSays() throws Exception {
    Page page = openAt(DESK);
    List<List<String>> all = cells(page, "#years table");
    page.locator("#choice [name=country]").selectOption("Albania");
    page.locator("#choice [name=year]").selectOption("2019");
    String query = "?country=Albania&year=2019";
    waitUntil(page, () -> page.url().equals(app.url() + "/" + query));
    List<List<String>> chosen = countsByCategoryAndYear(query);
    assertThat(chosen).isNotEmpty().isNotEqualTo(all);
    waitUntil(page, () -> cells(page, "#years table").equals(chosen));
    Page linked = newPage(DESK, ColorScheme.LIGHT);
    linked.navigate(page.url());
    waitUntil(linked, () -> cells(linked, "#years table").equals(chosen));
    assertThat(linked.locator("#years h2").innerText()).isEqualTo("The years Albania, 2019");
    assertThat(linked.locator("#years header a").getAttribute("href"))
        .isEqualTo("/api/questions/2" + query);
    linked.locator("#choice button").click();
    waitUntil(linked, () -> cells(linked, "#years table").equals(all));
    waitUntil(linked, () -> linked.url().equals(app.url() + "/"));
    linked.goBack();
    waitUntil(linked, () -> cells(linked, "#years table").equals(chosen));
    linked.navigate(app.url() + "/?year=1999");
    waitUntil(linked, () -> linked.locator("#ages > .note").innerText().startsWith("No post fits"));
  }

  @Test
  void findsPostsByTextAndMoreOfThem() throws Exception {
    Page page = openAt(DESK);
    page.locator("#newest input").fill("Poster");
    waitUntil(page, () -> page.locator("#newest .found li").count() == 20);
    page.locator("#newest .more").click();
    waitUntil(page, () -> page.locator("#newest .found li").count() == 40);
    page.locator("#newest input").fill("Poster 19");
    List<String> found = column("/api/posts?limit=20&text=Poster%2019", "ind");
    assertThat(found).hasSize(4);
    waitUntil(page, () -> page.locator("#newest .found .number").allInnerTexts().equals(found));
    assertThat(page.locator("#newest .said").innerText()).isEqualTo("4 posts");
    page.locator("#newest .found a").last().click();
    waitUntil(page, () -> page.locator("#card h2").innerText().equals("t" + found.get(3)));
    page.keyboard().press("Escape");
    page.locator("#newest input").fill("");
    page.locator("#newest .newest li").first().waitFor();
  }

  @Test
  void drawsHowItWentAndWhoLed() throws Exception {
    // A minute's point is written when the minute begins, perhaps with few posts, and again later.
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> newestPoint().get("joined").asInt() == POSTS);
    Page page = openAt(DESK);
    JsonNode last = newestPoint();
    assertThat(page.locator("#history g.x text").allTextContents()).doesNotHaveDuplicates();
    assertThat(page.locator("#history g.lines text").allTextContents())
        .containsExactlyInAnyOrderElementsOf(names(last.get("posts")));
    List<String> leaders = new ArrayList<>();
    for (JsonNode leader : last.get("leaders")) {
      JsonNode row = leader.get("row");
      List<String> values = new ArrayList<>();
      row.forEach(value -> values.add(value.asText()));
      String number = names(row).get(values.size() - 1);
      leaders.add(
          String.join(" · ", values.subList(0, values.size() - 1)) + " " + shown(row, number));
    }
    assertThat(leaders).hasSize(8);
    assertThat(page.locator("#history .now").allInnerTexts()).isEqualTo(leaders);
    page.locator("#history svg").hover();
    assertThat(page.locator("#history .tip strong").innerText()).isIn(CATEGORIES);
    page.waitForResponse(
        response -> response.url().contains("/api/history?step=day"),
        () -> page.locator("#history label").last().click());
    waitUntil(page, () -> page.locator("#history .json").getAttribute("href").contains("step=day"));
  }

  private static JsonNode newestPoint() throws Exception {
    JsonNode points = json("/api/history?step=minute");
    return points.get(points.size() - 1);
  }

  @Test
  void opensAPostAsACard() throws Exception {
    Page page = openAt(DESK);
    Locator first = page.locator("#newest li a").first();
    JsonNode post = json("/api/posts/" + page.locator("#newest .number").first().innerText());
    first.click();
    Locator card = page.locator("#card");
    waitUntil(page, () -> card.locator("dt").count() == post.size());
    assertThat(card.locator("dt").allInnerTexts())
        .isEqualTo(names(post).stream().map(name -> name.replace('_', ' ')).toList());
    assertThat(card.locator("h2").innerText()).isEqualTo(post.get("title").asText());
    Locator picture = card.locator("dd a");
    assertThat(picture.getAttribute("href")).isEqualTo(post.get("image_src").asText());
    assertThat(picture.getAttribute("rel")).contains("noreferrer");
    assertThat(page.locator("img").count()).isZero();
    page.keyboard().press("Escape");
    assertThat(card.isVisible()).isFalse();
    waitUntil(page, () -> page.url().equals(app.url() + "/"));
    page.navigate(app.url() + "#post-5");
    waitUntil(page, () -> card.locator("h2").innerText().equals("t5"));
  }

  @Test
  void aCardThatCanNotBeShownLeavesTheNextOneAlone() throws Exception {
    expectsTrouble = true;
    Page page = openAt(DESK);
    AtomicReference<Route> held = new AtomicReference<>();
    List<String> failed = new ArrayList<>();
    page.onRequestFailed(request -> failed.add(request.url()));
    page.route("**/api/posts/1", held::set);
    page.navigate(app.url() + "#post-1");
    waitUntil(page, () -> held.get() != null);
    page.navigate(app.url() + "#post-5");
    Locator card = page.locator("#card");
    waitUntil(page, () -> card.locator("h2").innerText().equals("t5"));
    held.get().abort();
    waitUntil(page, () -> !failed.isEmpty());
    page.evaluate("new Promise((resolve) => setTimeout(resolve))");
    assertThat(card.locator("dt").count()).isGreaterThan(1);
    page.navigate(app.url() + "#post--5");
    waitUntil(page, () -> card.locator("dd").innerText().startsWith("there is no post -5"));
  }

  @Test
  void coloursCountriesOnTheMapAndListsThoseWithoutAShape() throws Exception {
    Page page = openAt(DESK);
    assertThat(page.locator("#countries .country[data-categories]").count())
        .isEqualTo(COUNTRIES.size() - 1);
    assertThat(page.locator("#countries .off-map").innerText())
        .startsWith("Not on the map: " + WITHOUT_SHAPE);
    page.locator("#countries tr[data-key=Albania] button").focus();
    assertThat(page.locator("#countries .tip").innerText()).startsWith("Albania");
    assertThat(page.locator("#countries .country.at").count()).isOne();
    page.locator("#countries input").fill("ivoire");
    assertThat(cells(page, "#countries .all table"))
        .extracting(row -> row.get(0))
        .containsExactly("Cote d'Ivoire");

    Object missing =
        page.evaluate(
            """
            async (names) => {
              const { shapeFinder } = await import("/parts/shapes.js");
              const find = shapeFinder((await (await fetch("/world.json")).json()).features);
              const shapes = names.map((name) => [name, find(name)]);
              const twice = shapes.filter(([, shape], i) => shape && shapes.findIndex((each) => each[1] === shape) !== i);
              return [...shapes.filter(([, shape]) => !shape), ...twice].map(([name]) => name);
            }
            """,
            Files.readAllLines(DEMO_COUNTRIES));
    assertThat(missing).isEqualTo(List.of(WITHOUT_SHAPE));
  }

  @Test
  void followsChangesWithoutLosingFocusOrPlace() throws Exception {
    try (RunningApp moving = start("moving")) {
      send("moving", 1, "one", "Peru");
      send("moving", 2, HOSTILE, "Chad");
      cluster.flush();
      Page page = open(moving, DESK, ColorScheme.LIGHT);
      long opened = System.nanoTime();
      AtomicInteger lettersAsked = new AtomicInteger();
      page.onRequest(
          request -> lettersAsked.addAndGet(request.url().endsWith("/dead-letters") ? 1 : 0));
      waitUntil(page, () -> page.locator("#countries tbody tr").count() == 2);
      assertThat(page.locator("#newest .title").allInnerTexts())
          .containsExactlyInAnyOrder("one", HOSTILE);
      Locator country = page.locator("#countries tr[data-key=Peru] button");
      country.focus();
      // The panels that follow the clock are there a moment after the others.
      page.locator("#health[data-state=shown]").waitFor();
      waitUntil(page, () -> cells(page, "#quality .nulls").size() == 1);
      List<String> places = places(page);
      for (int ind = 3; ind < 40; ind++) {
        send("moving", ind, "t" + ind, ind % 2 == 0 ? "Peru" : "Fiji");
      }
      cluster.flush();
      waitUntil(page, () -> page.locator("#numbers .first dd").innerText().equals("39"));
      waitUntil(page, () -> page.locator("#newest li").count() == 8);
      waitUntil(page, () -> cells(page, "#countries .all table").size() == 3);
      assertThat(country.evaluate("button => button === document.activeElement")).isEqualTo(true);
      assertThat(places(page)).isEqualTo(places);
      cluster.send("moving.geo", "4", null);
      cluster.flush();
      waitUntil(page, () -> page.locator("#numbers .first dd").innerText().equals("38"));
      waitUntil(
          page,
          () -> cells(page, "#countries .all table").contains(List.of("Peru", "quotes", "9")));
      waitUntil(
          page,
          () ->
              page.locator("#health .instances")
                  .innerText()
                  .matches(
                      "(?s).*1 post waits, the oldest since \\d\\d:\\d\\d:\\d\\d UTC, for geo\\..*"));
      for (String letters : List.of("1", "2", "3")) {
        cluster.send("moving.pin", "x" + letters, "no row");
        cluster.flush();
        waitUntil(
            page, () -> page.locator("[data-number=dead_letters]").innerText().equals(letters));
      }
      assertThat(lettersAsked.get())
          .as("each time, connections to the brokers")
          .isLessThanOrEqualTo((int) (1 + (System.nanoTime() - opened) / 10_000_000_000L));
      page.locator("#pause").click();
      assertThat(page.locator("#state").innerText()).isEqualTo("Paused");
      page.locator("#pause").click();
      page.locator("#state:text-is('Live')").waitFor();
      page.close();
    }
  }

  @Test
  void saysWhyThereIsNothingToSee() throws Exception {
    expectsTrouble = true;
    try (RunningApp waiting =
        new RunningApp(cluster.servers(), "waiting", folder.resolve("waiting"))) {
      Page page = open(waiting, PHONE, ColorScheme.LIGHT);
      page.locator("#state:has-text('waiting.pin')").waitFor();
      assertThat(page.locator("#countries > .note").innerText())
          .isEqualTo("the streams have not started; see /readyz");
      assertThat(page.locator("#newest > .note").innerText()).startsWith("No post yet");
      for (String input : List.of("waiting.pin", "waiting.geo", "waiting.user")) {
        cluster.create(input, 1);
      }
      page.locator("#state:text-is('Live')").waitFor();
      waitUntil(
          page,
          () ->
              page.locator("#countries > .note")
                  .innerText()
                  .equals("No post has named a country yet."));
    }
  }

  @Test
  void showsAllButTheMapWhereItsShapesCanNotBeHad() {
    expectsTrouble = true;
    Page page = newPage(DESK, ColorScheme.LIGHT);
    page.route("**/world.json", Route::abort);
    page.navigate(app.url());
    page.locator("#state:text-is('Live')").waitFor();
    waitUntil(page, () -> cells(page, "#countries .all table").size() == COUNTRIES.size());
    page.locator("#years[data-state=shown]").waitFor();
  }

  @Test
  void asksAgainForWhatWasNotAnsweredAndForNothingElse() {
    expectsTrouble = true;
    Page page = newPage(DESK, ColorScheme.LIGHT);
    List<String> asked = new ArrayList<>();
    page.route(
        "**/api/questions/*",
        route -> {
          String question = route.request().url().replaceFirst(".*/", "");
          asked.add(question);
          if (question.equals("3") && Collections.frequency(asked, "3") < 3) {
            route.abort();
          } else {
            route.resume();
          }
        });
    page.navigate(app.url());
    page.locator("#posters[data-state=shown]").waitFor();
    page.unroute("**/api/questions/*");
    assertThat(asked).contains("6").endsWith("3");
    int last = asked.size() - 1;
    int before = asked.subList(0, last).lastIndexOf("3");
    assertThat(asked.subList(before, last)).as("all others were answered").doesNotContain("6");
  }

  @Test
  void showsDeadLettersAndWhyTheyAreNotSentBack() {
    Page page = openAt(DESK);
    page.locator("#letters[data-state=shown]").waitFor();
    assertThat(cells(page, "#letters table"))
        .hasSize(2)
        .extracting(row -> row.get(3).substring(0, row.get(3).indexOf(':')))
        .containsExactlyInAnyOrder("not-json", "bad-key");
    assertThat(page.locator("#letters .hint").innerText()).contains("http.token");
    assertThat(page.locator("#letters button").isVisible()).isFalse();
  }

  @Test
  void saysThatTheAppIsGone() throws Exception {
    expectsTrouble = true;
    Page page;
    try (RunningApp leaving = start("leaving")) {
      page = open(leaving, DESK, ColorScheme.LIGHT);
    }
    page.locator("#state:has-text('does not answer')").waitFor();
  }

  @Test
  void saysThatTheAppIsSilentAndGoesOnWhenItSpeaksAgain() throws Exception {
    expectsTrouble = true;
    try (SilentLine line = new SilentLine(app.url())) {
      Page page = newPage(DESK, ColorScheme.LIGHT);
      page.navigate(line.url());
      page.locator("#state:text-is('Live')").waitFor();
      line.setSilent(true);
      page.locator("#state:has-text('does not answer')").waitFor();
      line.setSilent(false);
      page.locator("#state:text-is('Live')").waitFor();
    }
  }

  @Test
  void showsAPartitionOfTwoInstancesTwiceAndOnceWhenOneOfThemIsGone() {
    Object shown =
        openAt(DESK)
            .evaluate(
                """
                async () => {
                  const { showHealth } = await import("/panels/health.js");
                  const section = document.createElement("section");
                  section.innerHTML = '<ul class="instances"></ul><table></table>';
                  const rows = () => [...section.querySelectorAll("tr[data-key]")].map((row) => row.textContent);
                  const health = (instance, pin) => ({
                    instance,
                    state: "RUNNING",
                    latency: { posts: 0 },
                    partitions: [{ partition: 3, work: "join", lag: { pin, geo: 1 }, newest_row: null }],
                  });
                  showHealth(section, [health("a", 1), health("b", null)], []);
                  const both = rows();
                  const waits = { posts: 2, missing: { pin: 0, geo: 2 }, oldest: [{ since: null }, { since: "2026-01-01T00:00:00Z" }] };
                  showHealth(section, [health("b", 5)], [waits, { problem: "away" }]);
                  return [both, rows(), section.querySelector("li:last-child").textContent];
                }
                """);
    assertThat(shown)
        .isEqualTo(
            List.of(
                List.of("3a2none yet", "3bnone yet"),
                List.of("3b6none yet"),
                "2 posts wait, the oldest since 2026-01-01 00:00:00 UTC, for geo."));
  }

  @Test
  void keepsIndexesThatNoNumberOfJavaScriptHolds() {
    Object read =
        openAt(DESK)
            .evaluate(
                """
                async () => {
                  const { parse } = await import("/parts/api.js");
                  return parse('[{"ind":9007199254740993,"n":1.5},{"ind":-9223372036854775808},{"ind":7}]').map(({ ind }) => ind);
                }
                """);
    assertThat(read).isEqualTo(List.of("9007199254740993", "-9223372036854775808", 7));
  }

  @ParameterizedTest
  @ValueSource(ints = {320, PHONE, 768, DESK})
  void neverScrollsSideways(int width) throws Exception {
    Page page = openAt(width);
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
  }

  @ParameterizedTest
  @CsvSource({"1440, LIGHT", "1440, DARK", "390, LIGHT", "390, DARK"})
  void isAccessible(int width, ColorScheme scheme) throws Exception {
    Page page = open(app, width, scheme);
    assertAccessible(page, "html");
    page.locator("#countries tr[data-key=Albania] button").click();
    waitUntil(page, () -> !cells(page, "#breakdown table").isEmpty());
    assertAccessible(page, "#breakdown");
    page.locator("#newest li a").first().click();
    page.locator("#card dd").first().waitFor();
    assertAccessible(page, "#card");
  }

  private static void assertAccessible(Page page, String part) {
    assertThat(new AxeBuilder(page).include(part).analyze().getViolations())
        .extracting(rule -> rule.getId() + " " + rule.getNodes())
        .isEmpty();
  }

  @Test
  void isDarkWhereTheSchemeIs() throws Exception {
    assertThat(groundOf(open(app, DESK, ColorScheme.LIGHT))).isEqualTo("rgb(247, 245, 242)");
    assertThat(groundOf(open(app, DESK, ColorScheme.DARK))).isEqualTo("rgb(20, 19, 18)");
  }

  @Test
  void leavesOutMotionWhereItIsUnwanted() throws Exception {
    Page page = openAt(DESK);
    String seconds = "getComputedStyle(document.querySelector('.country')).transitionDuration";
    assertThat(page.evaluate(seconds)).isEqualTo("0.25s");
    page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
    assertThat(page.evaluate(seconds)).isEqualTo("0s");
  }

  @Test
  void isReachedByKeyboardAlone() throws Exception {
    Page page = openAt(DESK);
    // Nothing comes or goes while it is walked through.
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");
    assertThat(page.locator("#state").innerText()).isEqualTo("Paused");
    List<?> all =
        (List<?>)
            page.evaluate(
                "[...document.querySelectorAll('a[href], button, input, select, [tabindex=\"0\"]')]"
                    + ".filter(each => each.checkVisibility() && (each.type !== 'radio' || each.checked))"
                    + ".map((each, i) => each.dataset.i = String(i))");
    Set<String> reached = new LinkedHashSet<>();
    for (String stop = focused(page); !stop.isEmpty() && reached.add(stop); stop = focused(page)) {
      assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
          .as("the outline of link, button or field %s", stop)
          .isEqualTo("solid");
      if (page.evaluate("document.activeElement.closest('table, .legend') !== null").equals(true)) {
        walkThroughTable(page, reached);
      }
      page.keyboard().press("Tab");
    }
    assertThat(reached).containsAll(all.stream().map(String::valueOf).toList());
  }

  private static void walkThroughTable(Page page, Set<String> reached) {
    page.keyboard().press("Home");
    reached.add(focused(page));
    page.keyboard().press("ArrowRight");
    while (reached.add(focused(page))) {
      page.keyboard().press("ArrowRight");
    }
    String last = focused(page);
    page.keyboard().press("ArrowUp");
    page.keyboard().press("End");
    assertThat(focused(page)).isEqualTo(last);
  }

  /** The number of the link, button or field that has the focus, or nothing. */
  private static String focused(Page page) {
    return (String) page.evaluate("document.activeElement.dataset.i ?? ''");
  }

  private Page openAt(int width) {
    return open(app, width, ColorScheme.LIGHT);
  }

  private Page open(RunningApp shown, int width, ColorScheme scheme) {
    Page page = newPage(width, scheme);
    page.navigate(shown.url());
    if (shown == app) {
      for (Locator panel : page.locator("section").all()) {
        panel.and(page.locator("[data-state=shown]")).waitFor();
      }
    }
    return page;
  }

  private Page newPage(int width, ColorScheme scheme) {
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

  private static RunningApp start(String userId) throws Exception {
    for (String part : List.of("pin", "geo", "user")) {
      cluster.create(userId + "." + part, 2);
    }
    RunningApp started = new RunningApp(cluster.servers(), userId, folder.resolve(userId));
    started.awaitReady();
    return started;
  }

  private static void send(String userId, int ind, String title, String country) {
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

  private static void waitUntil(Page page, BooleanSupplier condition) {
    page.waitForCondition(condition);
  }

  private static List<String> places(Page page) {
    return page.locator("section").all().stream()
        .map(section -> section.getAttribute("id") + " " + section.boundingBox().y)
        .toList();
  }

  private static String groundOf(Page page) {
    return (String) page.evaluate("getComputedStyle(document.body).backgroundColor");
  }

  /** The shown rows of a table. */
  private static List<List<String>> cells(Page page, String table) {
    return page.locator(table + " tbody tr").all().stream()
        .map(row -> row.locator("th, td").allInnerTexts())
        .toList();
  }

  /** That some of a table's columns hold what a column of an answer does. */
  private static void assertColumns(
      Page page, String table, int from, int to, String path, String column) throws Exception {
    assertThat(cells(page, table).stream().flatMap(row -> row.subList(from, to).stream()))
        .filteredOn(shown -> !shown.isEmpty())
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(column(path, column));
  }

  private static List<List<String>> categoriesByCountry() throws Exception {
    Map<String, List<String>> tied = new TreeMap<>();
    Map<String, String> counts = new TreeMap<>();
    for (JsonNode row : json("/api/questions/1")) {
      String country = shown(row, "country");
      tied.computeIfAbsent(country, any -> new ArrayList<>()).add(shown(row, "category"));
      counts.put(country, shown(row, "category_count"));
    }
    return tied.entrySet().stream()
        .map(
            country ->
                List.of(
                    country.getKey(),
                    String.join(" ", country.getValue()),
                    counts.get(country.getKey())))
        .toList();
  }

  private static List<List<String>> countsByCategoryAndYear(String query) throws Exception {
    Map<String, Map<String, String>> counts = new TreeMap<>();
    Set<String> years = new TreeSet<>();
    for (JsonNode row : json("/api/questions/2" + query)) {
      years.add(row.get("post_year").asText());
      counts
          .computeIfAbsent(shown(row, "category"), any -> new TreeMap<>())
          .put(row.get("post_year").asText(), shown(row, "category_count"));
    }
    List<List<String>> rows = new ArrayList<>();
    counts.forEach(
        (category, byYear) -> {
          List<String> row = new ArrayList<>(List.of(category));
          years.forEach(year -> row.add(byYear.getOrDefault(year, "")));
          rows.add(row);
        });
    return rows;
  }

  private static List<List<String>> rows(String path, String... columns) throws Exception {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode row : json(path)) {
      rows.add(Stream.of(columns).map(column -> shown(row, column)).toList());
    }
    return rows;
  }

  private static List<String> column(String path, String column) throws Exception {
    return rows(path, column).stream().map(row -> row.get(0)).toList();
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode json(String path) throws Exception {
    return app.json(path);
  }

  /** A value as the page shows it. */
  private static String shown(JsonNode row, String field) {
    JsonNode value = row.get(field);
    return value.isNumber() ? format(value.decimalValue()) : value.asText();
  }

  private static String format(Number number) {
    NumberFormat format = NumberFormat.getInstance(Locale.US);
    format.setMaximumFractionDigits(1);
    return format.format(number);
  }
}
