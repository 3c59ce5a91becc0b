// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import io.javalin.http.HttpStatus;
import java.time.Duration;

/** A request that is answered with an error, in the terms of Confluent's REST Proxy. */
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final Duration BUSY = Duration.ofSeconds(1);
  private static final Duration BROKERS_AWAY = Duration.ofSeconds(2);

  private final HttpStatus status;
  private final int code;
  private final Duration retryAfter;

  private ApiException(HttpStatus status, int code, String message, Duration retryAfter) {
    // Told to the caller, who can't use a stack trace; wrong requests come in floods.
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  private ApiException(HttpStatus status, int code, String message) {
    this(status, code, message, null);
  }

  static ApiException malformed(String message) {
    return new ApiException(HttpStatus.BAD_REQUEST, 400, message);
  }

  static ApiException unauthorized() {
    return new ApiException(
        HttpStatus.UNAUTHORIZED,
        40101,
        "Unauthorized: expected the header 'Authorization: Bearer <token>' with what http.token says, or Basic"
            + " with it as the password");
  }

  static ApiException misdirected(String host) {
    return new ApiException(
        HttpStatus.MISDIRECTED_REQUEST,
        421,
        "this server is not known as \""
            + host
            + "\"; if it is one of its names, add it to http.allowed.hosts");
  }

  static ApiException forbidden(String message) {
    return new ApiException(HttpStatus.FORBIDDEN, 40301, message);
  }

  static ApiException topicNotFound(String topic) {
    return new ApiException(
        HttpStatus.NOT_FOUND,
        40401,
        "Topic not found: "
            + topic
            + " does not exist, or the proxy's setting topics does not let callers see it");
  }

  static ApiException partitionNotFound(String topic, String partition) {
    return new ApiException(
        HttpStatus.NOT_FOUND, 40402, "Partition not found: " + partition + " of topic " + topic);
  }

  static ApiException tooSlow(Duration allowed) {
    return new ApiException(
        HttpStatus.REQUEST_TIMEOUT,
        40801,
        "The request was not here within "
            + allowed.toMillis()
            + " ms; send it faster, or in parts");
  }

  static ApiException tooLarge(String what) {
    return new ApiException(HttpStatus.CONTENT_TOO_LARGE, 413, what);
  }

  static ApiException unsupportedMediaType(String expected) {
    return new ApiException(
        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
        415,
        "HTTP 415 Unsupported Media Type: expected " + expected);
  }

  static ApiException notAcceptable(String offered) {
    return new ApiException(
        HttpStatus.NOT_ACCEPTABLE, 406, "HTTP 406 Not Acceptable: this answer comes as " + offered);
  }

  static ApiException unprocessable(String message) {
    return new ApiException(HttpStatus.UNPROCESSABLE_CONTENT, 422, message);
  }

  /** All rows of the request are refused. */
  static ApiException invalidRow(int code, String message) {
    return new ApiException(HttpStatus.UNPROCESSABLE_CONTENT, code, message);
  }

  static ApiException busy(String message) {
    return new ApiException(HttpStatus.TOO_MANY_REQUESTS, 429, message, BUSY);
  }

  static ApiException unavailable(String message) {
    return new ApiException(HttpStatus.SERVICE_UNAVAILABLE, 50003, message, BROKERS_AWAY);
  }

  static ApiException failed() {
    return new ApiException(
        HttpStatus.INTERNAL_SERVER_ERROR, 50002, "the proxy failed to answer; its log says why");
  }

  /** What the web server itself says of a request. */
  static ApiException of(HttpStatus status) {
    return new ApiException(
        status, status.getCode(), "HTTP " + status.getCode() + " " + status.getMessage());
  }

  HttpStatus status() {
    return status;
  }

  int code() {
    return code;
  }

  /** Null if it is no use to come back. */
  Duration retryAfter() {
    return retryAfter;
  }
}
