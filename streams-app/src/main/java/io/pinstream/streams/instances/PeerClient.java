// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.streams.state.HostInfo;

/** Asks other instances, each question once and for a few seconds at most. */
public final class PeerClient {
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  static final Duration TIMEOUT = Duration.ofSeconds(3);

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * Asks.
   *
   * @return what the instance answered; empty if it says that there is no such thing. Completes
   *     with an {@link InstanceException} if it does not answer
   */
  CompletableFuture<Optional<byte[]>> ask(HostInfo instance, String path) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url(instance) + path)).build();
    // The request's own timeout ends with the headers.
    return http.sendAsync(request, BodyHandlers.ofByteArray())
        .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .handle((response, error) -> answer(instance, response, error));
  }

  /** Waits for an answer. */
  static <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof InstanceException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static Optional<byte[]> answer(
      HostInfo instance, HttpResponse<byte[]> response, Throwable error) {
    if (error != null) {
      throw failure(instance, error instanceof CompletionException ? error.getCause() : error);
    }
    return switch (response.statusCode()) {
      case OK -> Optional.of(response.body());
      case NOT_FOUND -> Optional.empty();
      case UNAVAILABLE ->
          throw new InstanceException(
              InstanceException.Cause.PARTITIONS_MOVE,
              "the instance at " + url(instance) + " says: " + detail(response.body()));
      default ->
          throw new InstanceException(
              InstanceException.Cause.INSTANCE_FAILS,
              "the instance at "
                  + url(instance)
                  + " answered with status "
                  + response.statusCode()
                  + ": "
                  + detail(response.body()));
    };
  }

  private static InstanceException failure(HostInfo instance, Throwable error) {
    if (error instanceof TimeoutException || error instanceof HttpTimeoutException) {
      return new InstanceException(
          InstanceException.Cause.INSTANCE_IS_SLOW,
          "the instance at "
              + url(instance)
              + " did not answer within "
              + TIMEOUT.toSeconds()
              + " s. If it is gone, others take over its partitions within seconds.",
          error);
    }
    return new InstanceException(
        InstanceException.Cause.INSTANCE_FAILS,
        "the instance at "
            + url(instance)
            + " can't be reached ("
            + error.getClass().getSimpleName()
            + "). If it is gone, others take over its partitions within seconds; if it runs, its"
            + " application.server must be an address that this instance reaches.",
        error);
  }

  private static String detail(byte[] problem) {
    try {
      return JSON.readTree(problem).path("detail").asText("nothing more");
    } catch (IOException e) {
      return "nothing more";
    }
  }

  private static String url(HostInfo instance) {
    String host = instance.host();
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + instance.port();
  }
}
