// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.pinstream.streams.answers.LocalCounts;
import io.pinstream.streams.config.Binding;
import io.pinstream.streams.config.InvalidSettingException;
import io.pinstream.streams.instances.AllInstances;
import io.pinstream.streams.instances.ClusterAnswers;
import io.pinstream.streams.instances.ClusterFigures;
import io.pinstream.streams.instances.ClusterNewest;
import io.pinstream.streams.instances.PeerClient;
import io.pinstream.streams.live.NewestPosts;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebServerTest {
  private static final int PAGES = 20;

  @Test
  void isFoundByOthersWhereItListens() throws Exception {
    try (WebServer web = start(on("127.0.0.1"), List.of())) {
      assertThat(web.url()).isEqualTo("http://" + web.addressForOthers());
    }
  }

  @Test
  void isFoundByOthersAtTheMachinesOwnAddressIfItListensOnAll() throws Exception {
    try (WebServer web = start(on("0.0.0.0"), List.of())) {
      assertThat(web.addressForOthers())
          .startsWith(InetAddress.getLocalHost().getHostAddress() + ":")
          .doesNotStartWith("0.0.0.0");
    }
  }

  @Test
  @SuppressWarnings("try") // what is timed is the close
  void endsWithinTwoSecondsWhileTwentyPagesComeBackAtOnce() throws Exception {
    List<ReconnectingPage> pages = new ArrayList<>();
    try (EventStream events = events()) {
      Duration taken;
      try (WebServer web =
          start(on("127.0.0.1"), List.of(events, new ReadinessRoutes(new Readiness())))) {
        for (int i = 0; i < PAGES; i++) {
          pages.add(ReconnectingPage.open(web.url()));
        }
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> pages.stream().allMatch(page -> page.heard().contains("event: stats")));
        long start = System.nanoTime();
        web.close();
        taken = Duration.ofNanos(System.nanoTime() - start);
      }
      assertThat(taken).isLessThan(Duration.ofSeconds(2));
      for (ReconnectingPage page : pages) {
        assertThat(page.statuses()).startsWith(200).isSubsetOf(200, 503);
      }
    } finally {
      pages.forEach(ReconnectingPage::close);
    }
  }

  /** Javalin tells a failure again for as long as telling it fails. */
  @Test
  void isThroughWithAnAnswerWhoseRequestIsOver() throws Exception {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    CompletableFuture<Context> asked = new CompletableFuture<>();
    Consumer<JavalinConfig> late =
        config -> {
          config.routes.get(
              "/late",
              ctx -> {
                ctx.future(() -> answer);
                asked.complete(ctx);
              });
          config.routes.after("/late", Context::path);
        };
    try (WebServer web = start(on("127.0.0.1"), List.of(late));
        Socket client =
            new Socket(InetAddress.getLoopbackAddress(), URI.create(web.url()).getPort())) {
      client
          .getOutputStream()
          .write("GET /late HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(US_ASCII));
      Context ctx = asked.get(10, TimeUnit.SECONDS);
      await().until(ctx.req()::isAsyncStarted);
      ctx.req().getAsyncContext().complete();
      await()
          .untilAsserted(
              () -> assertThatExceptionOfType(NullPointerException.class).isThrownBy(ctx::path));
      assertThat(CompletableFuture.runAsync(() -> answer.complete(null)))
          .succeedsWithin(Duration.ofSeconds(5));
    }
  }

  @Test
  void isLeftBehindIfItDoesNotStop() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    WebServer web =
        start(on("127.0.0.1"), List.of(config -> config.events.serverStopping(never::await)));
    try {
      assertThat(CompletableFuture.runAsync(web::close)).succeedsWithin(Duration.ofSeconds(8));
    } finally {
      never.countDown();
    }
  }

  @Test
  void opensNoStreamAndAnswersNothingButItsHealthOnceItCloses() throws Exception {
    try (EventStream events = events();
        WebServer web =
            start(on("127.0.0.1"), List.of(events, new ReadinessRoutes(new Readiness())))) {
      assertThat(status(web, "/api/nothing")).isEqualTo(404);
      web.refuse();
      assertThat(status(web, "/api/events")).isEqualTo(503);
      assertThat(status(web, "/api/nothing")).isEqualTo(503);
      assertThat(status(web, "/healthz")).isEqualTo(200);
    }
  }

  @Test
  void answersNothingButWhatItWouldAnswer() throws Exception {
    List<Consumer<JavalinConfig>> routes =
        List.of(
            new ReadinessRoutes(new Readiness()),
            config ->
                config.routes.get(
                    "/gone",
                    ctx -> {
                      throw new InvalidStateStoreException("of this test");
                    }));
    try (EventStream events = events();
        WebServer web =
            start(on("127.0.0.1"), Stream.concat(Stream.of(events), routes.stream()).toList())) {
      for (String path : List.of("/readyz", "/healthz", "/gone", "/api/nothing")) {
        HttpRequest head =
            HttpRequest.newBuilder(URI.create(web.url() + path))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<Void> answer =
            HttpClient.newHttpClient().send(head, BodyHandlers.discarding());
        assertThat(answer.statusCode()).as(path).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET");
      }
      assertThat(get(web, "/api/events").statusCode()).as("without Accept").isEqualTo(406);
      HttpResponse<Void> gone = get(web, "/gone");
      assertThat(gone.statusCode()).isEqualTo(503);
      assertThat(gone.headers().firstValue("Retry-After")).isPresent();
    }
  }

  @Test
  void servesAHundredListenersAndNoMore() throws Exception {
    List<ReconnectingPage> pages = new ArrayList<>();
    try (EventStream events = events();
        WebServer web =
            start(on("127.0.0.1"), List.of(events, new ReadinessRoutes(new Readiness())))) {
      for (int i = 0; i < 100; i++) {
        pages.add(ReconnectingPage.open(web.url()));
      }
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> pages.stream().allMatch(page -> page.heard().contains("event: stats")));
      assertThat(status(web, "/api/events")).isEqualTo(503);
      assertThat(status(web, "/healthz")).isEqualTo(200);
    } finally {
      pages.forEach(ReconnectingPage::close);
    }
  }

  @Test
  void whoeverKeepsOneServerBusyLeavesTheOtherAlone() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger busy = new AtomicInteger();
    HttpClient client = HttpClient.newHttpClient();
    try (WebServer instances =
            start(
                on("127.0.0.1"),
                List.of(
                    config ->
                        config.routes.get(
                            "/busy",
                            ctx -> {
                              busy.incrementAndGet();
                              end.await();
                            })));
        WebServer web = start(on("127.0.0.1"), List.of(new ReadinessRoutes(new Readiness())))) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(instances.url() + "/busy")).build();
      List<CompletableFuture<HttpResponse<Void>>> answers =
          Stream.generate(() -> client.sendAsync(request, BodyHandlers.discarding()))
              .limit(64)
              .toList();
      await().atMost(Duration.ofSeconds(20)).until(() -> busy.get() > 20);
      assertThat(status(web, "/healthz")).isEqualTo(200);
      end.countDown();
      assertThat(answers).allMatch(answer -> answer.join().statusCode() == 200);
    } finally {
      end.countDown();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 413})
  void whoIsRefusedBeforeTheWholeBodyIsThereIsToldThatTheConnectionEnds(int status)
      throws Exception {
    List<Consumer<JavalinConfig>> routes =
        status == 401
            ? List.of(
                config -> config.routes.before(new SharedSecret("http.token", "of-this-test")))
            : List.of(config -> config.routes.post("/", ctx -> ctx.result(ctx.body())));
    try (WebServer web = start(on("127.0.0.1"), routes);
        Socket socket =
            new Socket(InetAddress.getLoopbackAddress(), URI.create(web.url()).getPort())) {
      socket.setSoTimeout(30_000);
      String begun =
          "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 40000\r\n\r\n" + "x".repeat(20_000);
      socket.getOutputStream().write(begun.getBytes(UTF_8));
      String head = "";
      for (int next; !head.endsWith("\r\n\r\n") && (next = socket.getInputStream().read()) >= 0; ) {
        head += (char) next;
      }
      assertThat(head)
          .startsWith("HTTP/1.1 " + status + " ")
          .containsIgnoringCase("\r\nConnection: close\r\n");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "application/json; charset, 415",
    "application/json; charset=utf8mb4, 415",
    "application/json; charset=UTF-8, 200",
    "application/json;CHARSET=\"utf-8\", 200",
    "application/json, 200"
  })
  void whoSendsAnotherCharsetIsToldSo(String type, int status) throws Exception {
    try (WebServer web =
        start(
            on("127.0.0.1"),
            List.of(
                config ->
                    config.routes.post(
                        "/",
                        ctx -> ctx.result(ctx.queryParam("text") + ctx.contentType()),
                        Parameter.TEXT)))) {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(web.url() + "/?text=b"))
                      .header("Content-Type", type)
                      .POST(HttpRequest.BodyPublishers.noBody())
                      .build(),
                  BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(answer.body()).startsWith(status == 200 ? "b" : "{");
    }
  }

  private static HttpResponse<Void> get(WebServer web, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(web.url() + path)).build(),
            BodyHandlers.discarding());
  }

  private static WebServer start(Binding binding, List<Consumer<JavalinConfig>> routes)
      throws InvalidSettingException {
    return WebServer.start(binding, HttpStatus.SERVICE_UNAVAILABLE, routes);
  }

  private static Binding on(String host) {
    return new Binding("http.port", host, 0, 256, Map.of());
  }

  private static int status(WebServer web, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(web.url() + path))
                .header("accept", "text/event-stream")
                .timeout(Duration.ofSeconds(5))
                .build(),
            BodyHandlers.ofString())
        .statusCode();
  }

  private static EventStream events() {
    AllInstances none = new AllInstances(Optional::empty, new PeerClient(Optional.empty()));
    return new EventStream(
        new ClusterFigures("stats", () -> Map.of("state", "RUNNING"), none),
        new ClusterNewest(new NewestPosts(), none),
        new ClusterAnswers(new LocalCounts(), none),
        Map.of());
  }
}
