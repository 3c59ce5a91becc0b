// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinstream.streams.config.AppConfig;
import io.pinstream.streams.config.InvalidSettingException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The app in a thread of this process, and a client of its web server. */
public final class RunningApp implements AutoCloseable {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final CountDownLatch stop = new CountDownLatch(1);
  private final AppRunner runner;
  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

  public RunningApp(String brokers, String userId, Path stateFolder) throws Exception {
    this(brokers, userId, stateFolder, Map.of());
  }

  RunningApp(String brokers, String userId, Path stateFolder, Map<String, String> more)
      throws Exception {
    Map<String, String> settings = new TreeMap<>(more);
    settings.put("bootstrap.servers", brokers);
    settings.put("user.id", userId);
    settings.put("state.dir", stateFolder.toString());
    settings.putIfAbsent("num.stream.threads", "2");
    runner = new AppRunner(AppConfig.of(settings), stop);
    Thread thread =
        new Thread(
            () -> {
              try {
                ended.complete(runner.run());
              } catch (Exception | Error e) {
                ended.completeExceptionally(e);
              }
            },
            "app");
    thread.setDaemon(true);
    thread.start();
  }

  /** The reset of an app with these settings. */
  static StateReset reset(String brokers, String userId, Path stateFolder)
      throws InvalidSettingException {
    return reset(brokers, userId, stateFolder, Map.of());
  }

  static StateReset reset(String brokers, String userId, Path stateFolder, Map<String, String> more)
      throws InvalidSettingException {
    Map<String, String> settings = new TreeMap<>(more);
    settings.put("bootstrap.servers", brokers);
    settings.put("user.id", userId);
    settings.put("state.dir", stateFolder.toString());
    return new StateReset(AppConfig.of(settings));
  }

  /** Where the page is. */
  public String url() {
    await().atMost(Duration.ofSeconds(20)).until(() -> runner.url().isPresent());
    return runner.url().orElseThrow();
  }

  /** Where other instances ask. */
  String instanceUrl() {
    await().atMost(Duration.ofSeconds(20)).until(() -> runner.instanceUrl().isPresent());
    return runner.instanceUrl().orElseThrow();
  }

  /** What another instance would be told. */
  JsonNode jsonForInstances(String path) throws IOException, InterruptedException {
    String at = instanceUrl() + path;
    return json(
        path, HTTP.send(HttpRequest.newBuilder(URI.create(at)).build(), BodyHandlers.ofString()));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HTTP.send(request(path).build(), BodyHandlers.ofString());
  }

  public JsonNode json(String path) throws IOException, InterruptedException {
    return json(path, get(path));
  }

  private static JsonNode json(String path, HttpResponse<String> response) throws IOException {
    if (response.statusCode() != 200) {
      throw new IllegalStateException(
          path + " answered " + response.statusCode() + ": " + response.body());
    }
    return parse(response.body());
  }

  static JsonNode parse(String json) throws IOException {
    return JSON.readTree(json);
  }

  /** The indexes of the posts on a page of the API. */
  static List<Integer> indexes(HttpResponse<String> page) throws IOException {
    List<Integer> indexes = new ArrayList<>();
    parse(page.body()).forEach(post -> indexes.add(post.get("ind").asInt()));
    return indexes;
  }

  /** The first lines that a stream of events sends. */
  String firstEvents(String path, int lineCount) throws IOException, InterruptedException {
    HttpResponse<Stream<String>> response =
        HTTP.send(
            request(path).header("accept", "text/event-stream").build(), BodyHandlers.ofLines());
    try (Stream<String> lines = response.body()) {
      return String.join("\n", lines.limit(lineCount).toList());
    }
  }

  /** Reads a stream of events until what it has sent is enough; false if it ends before. */
  boolean listenUntil(String path, Predicate<String> enough) {
    StringBuilder heard = new StringBuilder();
    try (Stream<String> lines =
        HTTP.send(
                request(path).header("accept", "text/event-stream").build(), BodyHandlers.ofLines())
            .body()) {
      return lines
          .peek(line -> heard.append(line).append('\n'))
          .anyMatch(line -> enough.test(heard.toString()));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("the stream of events ended", e);
    }
  }

  public void awaitReady() {
    await().atMost(Duration.ofSeconds(40)).until(() -> get("/readyz").statusCode() == 200);
  }

  /** How it ended: stopped or failed. */
  boolean ended() throws Exception {
    return ended.get(30, TimeUnit.SECONDS);
  }

  /** Fails with what all threads do if it takes longer than the end may take. */
  @Override
  public void close() {
    stop.countDown();
    try {
      ended.get(10, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("the app did not end within 10 s; its threads:\n" + threads(), e);
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String threads() {
    StringBuilder dump = new StringBuilder();
    Thread.getAllStackTraces()
        .forEach(
            (thread, stack) -> {
              dump.append(thread.getName()).append(' ').append(thread.getState()).append('\n');
              for (StackTraceElement frame : stack) {
                dump.append("    at ").append(frame).append('\n');
              }
            });
    return dump.toString();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofSeconds(10));
  }
}
