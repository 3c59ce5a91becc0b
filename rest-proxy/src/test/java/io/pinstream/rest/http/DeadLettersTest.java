// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import static io.pinstream.rest.RawRows.cleanPin;
import static io.pinstream.rest.RawRows.pin;
import static io.pinstream.rest.RawRows.records;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinstream.rest.Cluster;
import io.pinstream.rest.Proxy;
import io.pinstream.rest.Proxy.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** With {@code on.unclean=dead-letter}. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeadLettersTest {
  private static Cluster cluster;
  private static Proxy proxy;

  @BeforeAll
  static void start() throws Exception {
    cluster = new Cluster();
    cluster.createInputs("ada", 1);
    proxy = new Proxy(cluster.servers(), "ada", Map.of("on.unclean", "dead-letter"));
  }

  @AfterAll
  static void stop() {
    proxy.close();
    cluster.close();
  }

  @Test
  @Order(1)
  void whatCantBeCleanedIsInTheDeadLettersAsItCameWithItsReason() throws Exception {
    String bad = pin(2).replace("43k", "many");
    Answer answer = proxy.post("/topics/ada.pin", records(pin(1), bad, "\"no row\""));
    assertThat(answer.status()).isEqualTo(200);
    JsonNode letter = answer.json().get("offsets").get(1);
    assertThat(letter.get("error_code").isNull()).isTrue();
    assertThat(letter.get("topic").asText()).isEqualTo("ada.dlq");
    assertThat(letter.get("field").asText()).isEqualTo("follower_count");
    assertThat(letter.get("dead_letter").asText()).contains("got many");
    assertThat(cluster.read("ada.pin"))
        .extracting(ConsumerRecord::value)
        .containsExactly(cleanPin(1));
    List<ConsumerRecord<String, String>> letters = cluster.read("ada.dlq");
    assertThat(letters).hasSize(2);
    assertThat(letters.get(0).offset()).isEqualTo(letter.get("offset").asLong());
    assertThat(new ObjectMapper().readTree(letters.get(0).value()))
        .isEqualTo(new ObjectMapper().readTree(bad));
    assertThat(header(letters.get(0), "dlq.topic")).isEqualTo("ada.pin");
    assertThat(header(letters.get(0), "dlq.reason")).contains("follower_count", "got many");
    assertThat(letters.get(1).value()).isEqualTo("no row");
  }

  @Test
  @Order(2)
  void aStreamSaysSoToo() throws Exception {
    Answer answer =
        proxy.put(
            "/streams/streaming-ada-pin/record",
            "{\"Data\":" + pin(2).replace("43k", "many") + "}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("DeadLetterTopic").asText()).isEqualTo("ada.dlq");
    assertThat(answer.json().get("DeadLetterReason").asText()).contains("got many");
  }

  @Test
  @Order(3)
  void whatNoTopicCanHoldIsRefused() throws Exception {
    String huge = pin(3).replace("43k", "many").replace("Liquid", "x".repeat(1_200_000));
    Answer answer = proxy.post("/topics/ada.pin", records(huge));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("message").asText()).contains("follower_count");
    Answer clean =
        proxy.post("/topics/ada.pin", records(pin(3).replace("Liquid", "x".repeat(1_200_000))));
    assertThat(clean.status()).isEqualTo(422);
    assertThat(clean.json().get("message").asText()).contains("ada.pin", "max.request.size");
  }

  private static String header(ConsumerRecord<String, String> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
