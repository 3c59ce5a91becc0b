// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest;

import static io.pinstream.rest.RawRows.base64;
import static io.pinstream.rest.RawRows.pin;
import static io.pinstream.rest.RawRows.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A heap of 128 MB is enough, whatever many callers send at once, and however slowly they read. */
@Tag("faults")
class BoundedMemoryTest {
  private static final Pattern URL = Pattern.compile("web +(http://\\S+)");
  private static final int LARGEST = 2_000_000;
  private static final int CALLERS = 40;

  @TempDir private Path folder;

  @Test
  void manyLargeRequestsAtOnceEndNothing() throws Exception {
    try (Cluster cluster = new Cluster()) {
      cluster.createInputs("ada", 1);
      Path log = folder.resolve("log");
      Process process = start(cluster.servers(), log);
      try {
        String url = url(log);
        HttpClient client = HttpClient.newHttpClient();
        assertThat(post(client, url, records(pin(1))).join()).isEqualTo(200);
        for (String body : bodies()) {
          List<CompletableFuture<Integer>> answers = new ArrayList<>();
          for (int caller = 0; caller < CALLERS; caller++) {
            answers.add(post(client, url, body));
          }
          assertThat(answers.stream().map(CompletableFuture::join))
              .allMatch(status -> List.of(413, 422, 429).contains(status));
          assertThat(post(client, url, records(pin(2))).join()).isEqualTo(200);
        }
        readNothing(client, url);
        assertThat(process.isAlive()).isTrue();
        assertThat(Files.readString(log)).doesNotContain("OutOfMemory", "ERROR");
      } finally {
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  /** Callers who don't read their long answers hold up nobody. */
  private static void readNothing(HttpClient client, String url) throws Exception {
    String body = records("[" + "1,".repeat(4999) + "1]");
    List<RawClient> callers = new ArrayList<>();
    try {
      for (int i = 0; i < CALLERS; i++) {
        RawClient caller = new RawClient(url);
        callers.add(caller);
        caller.send(RawClient.head("ada.pin", body.length()) + body);
      }
      assertThat(
              client
                  .send(
                      HttpRequest.newBuilder(URI.create(url + "/healthz"))
                          .timeout(Duration.ofSeconds(20))
                          .build(),
                      BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(200);
    } finally {
      for (RawClient caller : callers) {
        caller.close();
      }
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> post(client, url, records(pin(3))).join() == 200);
  }

  private static List<String> bodies() {
    String lists = "[" + "[],".repeat(LARGEST / 3 - 10) + "[]]";
    return List.of(
        records("{\"title\":\"" + "x".repeat(LARGEST) + "\"}"),
        records(lists),
        records("[" + ("[".repeat(200) + "]".repeat(200) + ",").repeat(LARGEST / 401) + "1]"),
        records("{\"a\":[" + "{\"a\":1},".repeat(LARGEST / 8 - 10) + "1]}"),
        records("[" + "1,".repeat(4999) + "1]"),
        records(base64(lists.substring(0, LARGEST / 4 * 3 - 1) + "]")));
  }

  private static CompletableFuture<Integer> post(HttpClient client, String url, String body) {
    return client
        .sendAsync(
            HttpRequest.newBuilder(URI.create(url + "/topics/ada.pin"))
                .header("Content-Type", Proxy.KAFKA_JSON)
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.discarding())
        .thenApply(response -> response.statusCode());
  }

  private static Process start(String servers, Path log) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-Dlogback.configurationFile=src/main/resources/logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                "io.pinstream.rest.RestProxy",
                "--config",
                Proxy.SETTINGS.toString()));
    Map.of("bootstrap.servers", servers, "user.id", "ada", "http.port", "0")
        .forEach((name, value) -> command.addAll(List.of("--set", name + "=" + value)));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private static String url(Path log) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              Matcher url = URL.matcher(Files.readString(log));
              return url.find() ? url.group(1) : null;
            },
            found -> found != null);
  }
}
