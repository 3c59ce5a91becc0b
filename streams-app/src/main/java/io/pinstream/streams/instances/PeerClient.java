// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinstream.streams.instances.InstanceException.Cause;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.streams.state.HostInfo;

/** Asks other instances, each question once, and gives up on one that says nothing for seconds. */
public final class PeerClient {
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  static final Duration TIMEOUT = Duration.ofSeconds(3);
  // An instance that has begun its answer is there, and may have much to add up.
  private static final Duration STALL_TIMEOUT = Duration.ofSeconds(15);

  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  private final Optional<String> secret;

  /** A client that tells the secret of the instances, if they have one. */
  public PeerClient(Optional<String> secret) {
    this.secret = secret;
  }

  /** Asks, and waits for the beginning of the answer no longer than this. */
  PeerAnswer ask(HostInfo instance, String path, Duration timeout) {
    StallLimit limit = new StallLimit(timeout, STALL_TIMEOUT);
    CompletableFuture<HttpResponse<byte[]>> response = send(instance, path, limit);
    limit.watch(response);
    return new PeerAnswer(
        instance,
        response.handle(
            (answer, error) -> {
              if (error != null) {
                throw failure(instance, error, timeout);
              }
              return answer(instance, answer);
            }));
  }

  private CompletableFuture<HttpResponse<byte[]>> send(
      HostInfo instance, String path, StallLimit limit) {
    try {
      HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(instance) + path));
      secret.ifPresent(told -> request.header("Authorization", "Bearer " + told));
      return http.sendAsync(request.build(), limit);
    } catch (IllegalArgumentException e) {
      // Kafka takes hosts that no URL may have, with an underscore in their name.
      return CompletableFuture.failedFuture(e);
    }
  }

  private static byte[] answer(HostInfo instance, HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if (status == OK) {
      return response.body();
    }
    String detail = detail(response.body());
    Cause why =
        switch (status) {
          case TOO_MANY_REQUESTS -> Cause.BUSY;
          case UNAVAILABLE -> Cause.PARTITIONS_MOVE;
          default -> Cause.INSTANCE_FAILS;
        };
    String what =
        switch (status) {
          case TOO_MANY_REQUESTS, UNAVAILABLE -> "says: " + detail;
          case UNAUTHORIZED -> "has another http.instance.secret; give all instances the same";
          case NOT_FOUND -> "answered with status 404 (is it of another version?): " + detail;
          default -> "answered with status " + status + ": " + detail;
        };
    throw failure(why, instance, what, null);
  }

  private static InstanceException failure(HostInfo instance, Throwable error, Duration timeout) {
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    // Nobody but the limit cancels a request.
    if (cause instanceof CancellationException || cause instanceof HttpTimeoutException) {
      return failure(
          Cause.INSTANCE_IS_SLOW,
          instance,
          "did not answer within "
              + timeout.toSeconds()
              + " s. If it is gone, others take over its partitions within seconds.",
          cause);
    }
    return failure(
        Cause.INSTANCE_FAILS,
        instance,
        "can't be reached ("
            + cause.getClass().getSimpleName()
            + "). If it is gone, others take over its partitions within seconds; if it runs, its"
            + " application.server must be an address that this instance reaches.",
        cause);
  }

  private static InstanceException failure(
      Cause why, HostInfo instance, String what, Throwable cause) {
    return new InstanceException(why, "the instance at " + url(instance) + " " + what, cause);
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
