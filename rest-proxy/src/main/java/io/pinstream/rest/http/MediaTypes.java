// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import io.javalin.http.Context;
import io.javalin.http.Header;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which forms requests and answers have. */
final class MediaTypes {
  static final String KAFKA_V2 = "application/vnd.kafka.v2+json";
  static final String JSON = "application/json";
  private static final String KAFKA = "application/vnd.kafka+json";
  private static final String KAFKA_JSON_V2 = "application/vnd.kafka.json.v2+json";
  private static final String AMZ_JSON = "application/x-amz-json-1.1";

  private static final Set<String> PRODUCE = Set.of(KAFKA_JSON_V2, JSON);
  private static final Set<String> STREAM = Set.of(JSON, AMZ_JSON);
  private static final List<String> ANSWERS = List.of(KAFKA_V2, KAFKA, JSON);

  private MediaTypes() {}

  /**
   * Checks what a producer sends.
   *
   * @throws ApiException 415 if it is not JSON records: no Avro, Protobuf or binary ones
   */
  static void requireProduceRequest(Context ctx) {
    require(ctx, PRODUCE, KAFKA_JSON_V2 + " or " + JSON);
  }

  /**
   * Checks what is put into a stream.
   *
   * @throws ApiException 415 if it is not JSON
   */
  static void requireStreamRequest(Context ctx) {
    require(ctx, STREAM, JSON);
  }

  private static void require(Context ctx, Set<String> accepted, String expected) {
    String encoding = ctx.header(Header.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw ApiException.unsupportedMediaType("no " + Header.CONTENT_ENCODING + ": " + encoding);
    }
    // Not Jetty's, which fails for a charset that Java does not know.
    String type = ctx.header(Header.CONTENT_TYPE);
    if (type == null || !accepted.contains(withoutParameters(type))) {
      throw ApiException.unsupportedMediaType(expected);
    }
  }

  /**
   * The form of the answer that a caller of the REST Proxy wants.
   *
   * @throws ApiException 406 if there is no such form
   */
  static String answer(Context ctx) {
    String accept = ctx.header(Header.ACCEPT);
    if (accept == null || accept.isBlank()) {
      return KAFKA_V2;
    }
    List<String> wanted =
        List.of(accept.split(",", -1)).stream().map(MediaTypes::withoutParameters).toList();
    if (wanted.contains("*/*") || wanted.contains("application/*")) {
      return KAFKA_V2;
    }
    return ANSWERS.stream()
        .filter(wanted::contains)
        .findFirst()
        .orElseThrow(() -> ApiException.notAcceptable(String.join(", ", ANSWERS)));
  }

  private static String withoutParameters(String type) {
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }
}
