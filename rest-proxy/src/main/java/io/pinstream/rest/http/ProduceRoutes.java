// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.pinstream.rest.connect.Unclean;
import io.pinstream.rest.rows.Json;
import io.pinstream.rest.write.RowResult;
import io.pinstream.rest.write.RowResult.DeadLettered;
import io.pinstream.rest.write.RowResult.Failed;
import io.pinstream.rest.write.RowResult.Refused;
import io.pinstream.rest.write.RowResult.Written;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code POST /topics/{topic}} and {@code /topics/{topic}/partitions/{partition}} of Confluent's
 * REST Proxy v2.
 */
final class ProduceRoutes implements Consumer<JavalinConfig> {
  private final RowRequests requests;
  private final ProduceRequest reader;

  ProduceRoutes(RowRequests requests, ProduceRequest reader) {
    this.requests = requests;
    this.reader = reader;
  }

  @Override
  public void accept(JavalinConfig config) {
    Stage.paths("/topics/{topic}").forEach(path -> config.routes.post(path, this::toTopic));
    Stage.paths("/topics/{topic}/partitions/{partition}")
        .forEach(path -> config.routes.post(path, this::toPartition));
  }

  private void toTopic(Context ctx) {
    produce(ctx, null);
  }

  private void toPartition(Context ctx) {
    produce(ctx, LookupRoutes.partition(ctx));
  }

  private void produce(Context ctx, Integer partition) {
    MediaTypes.requireProduceRequest(ctx);
    String answerType = MediaTypes.answer(ctx);
    String topic = ctx.pathParam("topic");
    requests.write(
        ctx,
        topic,
        rows -> reader.read(topic, partition, rows),
        results -> answer(ctx, answerType, results));
  }

  private static byte[] answer(Context ctx, String type, List<RowResult> results) {
    Map<String, Object> body = new LinkedHashMap<>();
    List<Map<String, Object>> offsets = new ArrayList<>(results.size());
    results.forEach(result -> offsets.add(place(result)));
    body.put("offsets", offsets);
    body.put("key_schema_id", null);
    body.put("value_schema_id", null);
    Optional<ApiException> error = Outcome.error(results);
    error.ifPresent(
        e -> {
          ErrorAnswers.retryAfter(ctx, e);
          body.put("error_code", e.code());
          body.put("message", e.getMessage());
        });
    ctx.status(error.map(ApiException::status).orElse(HttpStatus.OK)).contentType(type);
    return Json.write(body);
  }

  private static Map<String, Object> place(RowResult result) {
    Map<String, Object> place = new LinkedHashMap<>();
    if (result instanceof Written written) {
      put(place, written.partition(), written.offset(), null, null);
    } else if (result instanceof DeadLettered letter) {
      put(place, letter.partition(), letter.offset(), null, null);
      place.put("topic", letter.topic());
      place.put("dead_letter", letter.why().message());
      putWhy(place, letter.why());
    } else if (result instanceof Refused refused) {
      put(place, null, null, Outcome.placeCode(result), refused.why().message());
      putWhy(place, refused.why());
    } else if (result instanceof Failed failed) {
      put(place, null, null, Outcome.placeCode(result), failed.message());
    }
    return place;
  }

  private static void put(
      Map<String, Object> place, Integer partition, Long offset, Integer code, String error) {
    place.put("partition", partition);
    place.put("offset", offset);
    place.put("error_code", code);
    place.put("error", error);
  }

  private static void putWhy(Map<String, Object> place, Unclean why) {
    place.put("field", why.field());
    place.put("rule", why.rule());
  }
}
