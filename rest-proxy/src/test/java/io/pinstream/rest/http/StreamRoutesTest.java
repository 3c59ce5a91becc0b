// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import static io.pinstream.rest.RawRows.base64;
import static io.pinstream.rest.RawRows.cleanPin;
import static io.pinstream.rest.RawRows.geo;
import static io.pinstream.rest.RawRows.pin;
import static io.pinstream.rest.RawRows.quoted;
import static io.pinstream.rest.RawRows.records;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinstream.rest.Cluster;
import io.pinstream.rest.Proxy;
import io.pinstream.rest.Proxy.Answer;
import io.pinstream.rest.RawClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The original's streaming script puts here. */
class StreamRoutesTest {
  private static final String STREAM = "/streams/streaming-ada-l-pin";

  private static Cluster cluster;
  private static Proxy proxy;

  @BeforeAll
  static void start() throws Exception {
    cluster = new Cluster();
    // A hyphen in a user id is none that divides a stream's name.
    cluster.createInputs("ada-l", 3);
    proxy = new Proxy(cluster.servers(), "ada-l", Map.of());
  }

  @AfterAll
  static void stop() throws Exception {
    proxy.close();
    cluster.close();
  }

  private static String put(String data) {
    return "{\"StreamName\": \"streaming-ada-l-pin\", \"Data\": %s, \"PartitionKey\": \"partition-1\"}"
        .formatted(data);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/streams/streaming-ada-l-pin/record",
        "/test/streams/streaming-ada-l-pin/record",
        "/streams/record?stream-name=streaming-ada-l-pin",
        "/prod/streams/record?stream-name=streaming-ada-l-pin"
      })
  void aScriptsRowIsCleanInTheTopic(String path) throws Exception {
    Answer answer = proxy.put(path, put(pin(1)));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.type()).isEqualTo("application/json");
    assertThat(answer.json().fieldNames())
        .toIterable()
        .containsExactly("SequenceNumber", "ShardId");
    ConsumerRecord<String, String> record = record(answer.json());
    assertThat(record.key()).isEqualTo("1");
    assertThat(record.value()).isEqualTo(cleanPin(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/streams/record?stream-name=streaming-ada%2Dl-pin", STREAM + "/record"})
  void aRowIsReadAsUtf8WhateverItsCharset(String path) throws Exception {
    for (String type : List.of("application/json; charset", "application/json; charset=utf8mb4")) {
      Answer answer =
          proxy.send(
              HttpRequest.newBuilder(URI.create(proxy.url() + path))
                  .header("Content-Type", type)
                  .PUT(BodyPublishers.ofString(put(pin(1)))));
      assertThat(answer.status()).as(type).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?", "?stream-name", "?stream-name=%ff", "?stream-name=%"})
  void aQueryThatNamesNoStreamIsToldSo(String query) throws Exception {
    try (RawClient client = new RawClient(proxy.url())) {
      client.send(
          "PUT /streams/record"
              + query
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
              + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
      assertThat(client.answer()).startsWith("HTTP/1.1 400 ").contains("{\"__type\":");
    }
  }

  @Test
  void dataHasManyForms() throws Exception {
    String row = pin(2);
    for (String data :
        List.of(
            row, quoted(row), base64(row), "[" + row + "]", records(row), base64(records(row)))) {
      Answer answer = proxy.put(STREAM + "/record", put(data));
      assertThat(answer.status()).as(data).isEqualTo(200);
      assertThat(record(answer.json()).value()).as(data).isEqualTo(cleanPin(2));
    }
    for (String body :
        List.of(
            "{\"StreamName\":\"s\",\"records\":[{\"Data\":" + row + ",\"PartitionKey\":\"t\"}]}",
            records(row),
            "{\"Data\":" + row + ",\"PartitionKey\":{\"any\":[1]}}",
            "{\"Data\":" + row + "}")) {
      assertThat(proxy.put(STREAM + "/record", body).status()).as(body).isEqualTo(200);
    }
  }

  @Test
  void thePathWinsAndTheRowIsHeldAgainstItsTable() throws Exception {
    Answer answer =
        proxy.put(
            STREAM + "/record", "{\"StreamName\":\"streaming-ada-l-geo\",\"Data\":" + pin(3) + "}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(record(answer.json()).value()).isEqualTo(cleanPin(3));
    Answer wrong = proxy.put(STREAM + "/record", put(geo(3)));
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.json().get("__type").asText()).isEqualTo("InvalidArgumentException");
    assertThat(wrong.json().get("message").asText()).contains("a record of this table");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"records\":[{\"data\":%s,\"partition-key\":\"a\"},{\"data\":%s,\"partition-key\":1}]}",
        "{\"Records\":[{\"Data\":%s,\"PartitionKey\":\"a\"},{\"Data\":%s,\"PartitionKey\":\"b\"}]}",
        "{\"StreamName\":\"x\",\"Records\":[{\"Data\":%s},{\"Data\":%s}]}"
      })
  void severalRowsHaveAPlaceEach(String form) throws Exception {
    Answer answer = proxy.put(STREAM + "/records", form.formatted(base64(pin(4)), pin(5)));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("FailedRecordCount").asInt()).isZero();
    assertThat(answer.json().fieldNames())
        .toIterable()
        .containsExactly("FailedRecordCount", "Records");
    assertThat(record(answer.json().get("Records").get(0)).value()).isEqualTo(cleanPin(4));
    assertThat(record(answer.json().get("Records").get(1)).value()).isEqualTo(cleanPin(5));
  }

  @Test
  void aRowThatCantBeCleanedIsRefusedInItsOwnPlace() throws Exception {
    Answer answer =
        proxy.put(
            STREAM + "/records",
            "{\"Records\":[{\"Data\":%s},{\"Data\":%s}]}"
                .formatted(pin(6).replace("43k", "many"), pin(7)));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("FailedRecordCount").asInt()).isEqualTo(1);
    JsonNode refused = answer.json().get("Records").get(0);
    assertThat(refused.get("ErrorCode").asText()).isEqualTo("InvalidArgumentException");
    assertThat(refused.get("Field").asText()).isEqualTo("follower_count");
    assertThat(refused.get("Rule").asText()).startsWith("expected a count");
    assertThat(record(answer.json().get("Records").get(1)).value()).isEqualTo(cleanPin(7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"StreamName\":\"s\",\"PartitionKey\":\"p\"}",
        "{\"Data\":null}",
        "{\"Records\":[]}",
        "7",
        "{",
        ""
      })
  void whatIsNoRequestIsToldSo(String body) throws Exception {
    Answer answer = proxy.put(STREAM + "/record", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("__type").asText()).isEqualTo("InvalidArgumentException");
    assertThat(answer.json().get("message").asText()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/streams/streaming-ada-l-pen/record",
        "/streams/streaming-pin/record",
        "/streams/ada-l.pin/record",
        "/streams/streaming-eve-pin/record"
      })
  void aStreamThatIsNotThereIsNotFound(String path) throws Exception {
    Answer answer = proxy.put(path, put(pin(8)));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("__type").asText()).isEqualTo("ResourceNotFoundException");
  }

  @Test
  void streamsAreListedAndDescribed() throws Exception {
    assertThat(proxy.get("/test/streams").json().toString())
        .isEqualTo(
            "{\"HasMoreStreams\":false,\"StreamNames\":[\"streaming-ada-l-geo\","
                + "\"streaming-ada-l-pin\",\"streaming-ada-l-user\"]}");
    JsonNode described = proxy.get(STREAM).json().get("StreamDescription");
    assertThat(described.get("StreamName").asText()).isEqualTo("streaming-ada-l-pin");
    assertThat(described.get("StreamStatus").asText()).isEqualTo("ACTIVE");
    assertThat(described.get("Shards")).hasSize(3);
    assertThat(described.get("Shards").get(2).get("ShardId").asText())
        .isEqualTo("shardId-000000000002");
  }

  @Test
  void shardsAreNamedInTheSameDigitsEverywhere() throws Exception {
    Locale usual = Locale.getDefault(Locale.Category.FORMAT);
    Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("ar-EG"));
    try {
      JsonNode shards = proxy.get(STREAM).json().get("StreamDescription").get("Shards");
      assertThat(shards.findValuesAsText("ShardId"))
          .containsExactly("shardId-000000000000", "shardId-000000000001", "shardId-000000000002");
    } finally {
      Locale.setDefault(Locale.Category.FORMAT, usual);
    }
  }

  private static ConsumerRecord<String, String> record(JsonNode place) throws Exception {
    String shard = place.get("ShardId").asText();
    return cluster.read("ada-l.pin").stream()
        .filter(record -> shard.equals("shardId-%012d".formatted(record.partition())))
        .filter(record -> record.offset() == Long.parseLong(place.get("SequenceNumber").asText()))
        .findFirst()
        .orElseThrow();
  }
}
