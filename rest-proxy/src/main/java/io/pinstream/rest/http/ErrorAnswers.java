// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.pinstream.rest.rows.Json;
import io.pinstream.rest.topics.UnknownTopicException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers with an error: {@code {"error_code","message"}} as Confluent's REST Proxy, {@code
 * {"__type","message"}} below {@code /streams} as Kinesis.
 */
final class ErrorAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);
  private static final Pattern STREAMS = Pattern.compile("(/[^/]+)?/streams(/.*)?");

  private ErrorAnswers() {}

  static void write(Context ctx, Throwable failure) {
    ctx.result(answer(ctx, failure));
  }

  /** The answer's body; sets its status and headers. */
  static byte[] answer(Context ctx, Throwable failure) {
    ApiException error = of(ctx, failure);
    retryAfter(ctx, error);
    // Jetty closes a connection on which the rest of a body would still come, and says so to
    // nobody.
    if (!ServletContextRequest.getServletContextRequest(ctx.req()).consumeAvailable()) {
      ctx.header(Header.CONNECTION, "close");
    }
    if (error.status() == HttpStatus.UNAUTHORIZED) {
      ctx.header(Header.WWW_AUTHENTICATE, "Bearer, Basic realm=\"pinstream\", charset=\"UTF-8\"");
    }
    Map<String, Object> body = new LinkedHashMap<>();
    if (STREAMS.matcher(ctx.path()).matches()) {
      body.put("__type", kinesisType(error.status()));
      body.put("message", error.getMessage());
      ctx.status(kinesisStatus(error.status())).contentType(MediaTypes.JSON);
    } else {
      body.put("error_code", error.code());
      body.put("message", error.getMessage());
      ctx.status(error.status()).contentType(MediaTypes.KAFKA_V2);
    }
    return Json.write(body);
  }

  static void retryAfter(Context ctx, ApiException error) {
    if (error.retryAfter() != null) {
      ctx.header(Header.RETRY_AFTER, Long.toString(error.retryAfter().toSeconds()));
    }
  }

  /** The error that a failure means for the caller. */
  private static ApiException of(Context ctx, Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof ApiException api) {
      return api;
    }
    if (cause instanceof UnknownTopicException unknown) {
      return ApiException.topicNotFound(unknown.topic());
    }
    if (cause instanceof HttpResponseException http) {
      return ApiException.of(HttpStatus.forStatus(http.getStatus()));
    }
    if (cause instanceof HttpException jetty) {
      return ApiException.of(HttpStatus.forStatus(jetty.getCode()));
    }
    if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
      return ApiException.forbidden("the brokers don't let the proxy in: " + cause.getMessage());
    }
    if (cause instanceof RetriableException) {
      return ApiException.unavailable("the brokers don't answer: " + cause.getMessage());
    }
    LOG.error("{} {} failed", ctx.method(), ctx.path(), cause);
    return ApiException.failed();
  }

  /** Kinesis has no other status for a request that can't be served as it is. */
  static HttpStatus kinesisStatus(HttpStatus status) {
    return switch (status) {
      case NOT_FOUND, UNPROCESSABLE_CONTENT -> HttpStatus.BAD_REQUEST;
      default -> status;
    };
  }

  static String kinesisType(HttpStatus status) {
    return switch (status) {
      case NOT_FOUND -> "ResourceNotFoundException";
      case UNAUTHORIZED, FORBIDDEN -> "AccessDeniedException";
      case TOO_MANY_REQUESTS -> "ProvisionedThroughputExceededException";
      case SERVICE_UNAVAILABLE -> "ServiceUnavailable";
      case INTERNAL_SERVER_ERROR -> "InternalFailure";
      default -> "InvalidArgumentException";
    };
  }
}
