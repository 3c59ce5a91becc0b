// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import static io.pinstream.rest.RawRows.base64;
import static io.pinstream.rest.RawRows.cleanGeo;
import static io.pinstream.rest.RawRows.cleanPin;
import static io.pinstream.rest.RawRows.cleanUser;
import static io.pinstream.rest.RawRows.geo;
import static io.pinstream.rest.RawRows.pin;
import static io.pinstream.rest.RawRows.quoted;
import static io.pinstream.rest.RawRows.records;
import static io.pinstream.rest.RawRows.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinstream.rest.Cluster;
import io.pinstream.rest.Proxy;
import io.pinstream.rest.Proxy.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The original's batch script posts here. */
class ProduceRoutesTest {
  private static Cluster cluster;
  private static Proxy proxy;
  private static long nextIndex = 1;

  @BeforeAll
  static void start() throws Exception {
    cluster = new Cluster();
    cluster.createInputs("ada", 3);
    cluster.create("ada.other", 1, Map.of());
    cluster.create("ada.post", 1, Map.of());
    proxy =
        new Proxy(
            cluster.servers(),
            "ada",
            Map.of(
                "topics", "ada[.](pin|geo|user|other|missing)",
                "records.max", "1000",
                // A topic that is of no table is not cleaned.
                "predicates", "row,table",
                "predicates.table.type",
                    "org.apache.kafka.connect.transforms.predicates.TopicNameMatches",
                "predicates.table.pattern", ".*[.](pin|geo|user)",
                "transforms.clean.predicate", "table"));
  }

  @AfterAll
  static void stop() throws Exception {
    proxy.close();
    cluster.close();
  }

  private static long index() {
    return nextIndex++;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/test", "/Test", "/prod"})
  void aScriptsRowIsCleanInTheTopicAndItsKeyIsTheIndex(String stage) throws Exception {
    long index = index();
    Answer answer = proxy.post(stage + "/topics/ada.pin", records(pin(index)));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.type()).isEqualTo("application/vnd.kafka.v2+json");
    JsonNode place = answer.json().get("offsets").get(0);
    assertThat(answer.json().toString())
        .isEqualTo(
            ("{\"offsets\":[{\"partition\":%d,\"offset\":%d,\"error_code\":null,\"error\":null}],"
                    + "\"key_schema_id\":null,\"value_schema_id\":null}")
                .formatted(place.get("partition").asInt(), place.get("offset").asLong()));
    ConsumerRecord<String, String> record = record("ada.pin", place);
    assertThat(record.key()).isEqualTo(Long.toString(index));
    assertThat(record.value()).isEqualTo(cleanPin(index));
    assertThat(record.headers()).isEmpty();
  }

  @Test
  void geoAndUserToo() throws Exception {
    long index = index();
    JsonNode geo = onlyPlace(proxy.post("/topics/ada.geo", records(geo(index))));
    JsonNode user = onlyPlace(proxy.post("/topics/ada.user", records(user(index))));
    assertThat(record("ada.geo", geo).value()).isEqualTo(cleanGeo(index));
    assertThat(record("ada.user", user).value()).isEqualTo(cleanUser(index));
    // The same key lies in the same partition of all three.
    assertThat(geo.get("partition")).isEqualTo(user.get("partition"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2018-06-26 02:39:25", "2018-06-26T02:39:25", "06/26/2018, 02:39:25"})
  void eachFormOfATimeIsRead(String time) throws Exception {
    long index = index();
    JsonNode place = onlyPlace(proxy.post("/topics/ada.geo", records(geo(index, time))));
    assertThat(record("ada.geo", place).value()).isEqualTo(cleanGeo(index));
  }

  @Test
  void theKeyColumnMayHaveEitherName() throws Exception {
    long index = index();
    JsonNode pin =
        onlyPlace(
            proxy.post("/topics/ada.pin", records(pin(index).replace("\"index\"", "\"ind\""))));
    assertThat(record("ada.pin", pin).value()).isEqualTo(cleanPin(index));
    JsonNode geo =
        onlyPlace(
            proxy.post("/topics/ada.geo", records(geo(index).replace("\"ind\"", "\"index\""))));
    assertThat(record("ada.geo", geo).value()).isEqualTo(cleanGeo(index));
  }

  @Test
  void oneRowMayStandInAnArrayOrBeWrappedOrBeText() throws Exception {
    String row = pin(9_999_999);
    for (String value :
        List.of(
            "[" + row + "]",
            records(row),
            "{\"value\": " + row + "}",
            quoted(row),
            quoted(quoted(row)),
            base64(row),
            "[[" + quoted(records(row)) + "]]")) {
      JsonNode place = onlyPlace(proxy.post("/topics/ada.pin", records(value)));
      assertThat(record("ada.pin", place).value()).as(value).isEqualTo(cleanPin(9_999_999));
    }
  }

  @Test
  void anArrayOf250RowsHas250Places() throws Exception {
    long first = index();
    nextIndex += 250;
    String rows =
        String.join(", ", IntStream.range(0, 250).mapToObj(each -> pin(first + each)).toList());
    Answer answer = proxy.post("/topics/ada.pin", records("[" + rows + "]"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("offsets")).hasSize(250);
    Map<String, String> written = new HashMap<>();
    cluster.read("ada.pin").forEach(record -> written.put(record.key(), record.value()));
    for (long index = first; index < first + 250; index++) {
      assertThat(written).containsEntry(Long.toString(index), cleanPin(index));
    }
  }

  @Test
  void aRowThatCantBeCleanedIsRefusedInItsOwnPlace() throws Exception {
    long good = index();
    String bad = pin(index()).replace("43k", "many");
    Answer answer = proxy.post("/topics/ada.pin", records(pin(good), bad, geo(index())));
    assertThat(answer.status()).isEqualTo(200);
    JsonNode offsets = answer.json().get("offsets");
    assertThat(record("ada.pin", offsets.get(0)).value()).isEqualTo(cleanPin(good));
    JsonNode refused = offsets.get(1);
    assertThat(refused.get("partition").isNull()).isTrue();
    assertThat(refused.get("error_code").asInt()).isEqualTo(42205);
    assertThat(refused.get("field").asText()).isEqualTo("follower_count");
    assertThat(refused.get("rule").asText()).startsWith("expected a count");
    assertThat(refused.get("error").asText()).contains("ada.pin", "follower_count", "got many");
    assertThat(offsets.get(2).get("error").asText()).contains("a record of this table");
    assertThat(offsets.get(2).get("field").isNull()).isTrue();
  }

  @Test
  void aRequestOfWhichNothingIsWrittenIsNo200() throws Exception {
    Answer answer = proxy.post("/topics/ada.pin", records(pin(index()).replace("43k", "many")));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("error_code").asInt()).isEqualTo(42205);
    assertThat(answer.json().get("message").asText()).contains("follower_count");
    assertThat(answer.json().get("offsets")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"index\":1,\"name\":\"Maya\",\"age\":25,\"role\":\"engineer\"} | a record of this table",
        "\"\" | an object, or JSON of one",
        "\"{index=1, title=x}\" | an object, or JSON of one",
        "\"{\\\"index\\\": 1,\" | an object, or JSON of one",
        "7 | an object that holds a row",
        "[] | an array that holds a row",
        "null | a row, or null under the index",
        "[[[[[[[[[[{}]]]]]]]]]] | arrays or wrappers",
        "{\"ind\": 12345678901234567890123, \"title\": \"x\", \"image_src\": \"y\"} | ind",
      })
  void whatIsNoRowIsToldSo(String value, String reason) throws Exception {
    Answer answer = proxy.post("/topics/ada.pin", records(value));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("offsets").get(0).get("error").asText()).contains(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"ind\": 1} | 422 | 422 | Unrecognized field: ind",
        "{\"records\": [{\"ind\": 1}]} | 422 | 422 | Unrecognized field: ind",
        "{} | 422 | 422 | records may not be null",
        "{\"records\": []} | 422 | 422 | records may not be empty",
        "{\"records\": {}} | 422 | 422 | records is no array",
        "{\"records\": [7]} | 422 | 422 | A record is no object",
        "[] | 422 | 422 | The request is no object",
        "`` | 422 | 422 | The request is empty",
        "{\"records\": [ | 400 | 400 | Json mapping error",
        "{} {} | 400 | 400 | Json mapping error",
        "{\"records\":[{\"value\":{},\"partition\":-1}]} | 422 | 422 | partition is -1",
        "{\"records\":[{\"value\":{},\"partition\":3}]} | 404 | 40402 | Partition not found",
      })
  void aWrongRequestIsAnsweredAsConfluentsProxyAnswers(
      String body, int status, int code, String message) throws Exception {
    Answer answer = proxy.post("/topics/ada.pin", body);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.type()).isEqualTo("application/vnd.kafka.v2+json");
    assertThat(answer.json().get("error_code").asInt()).isEqualTo(code);
    assertThat(answer.json().get("message").asText()).contains(message);
  }

  @ParameterizedTest
  @CsvSource({
    "/topics/ada.missing, 404, 40401",
    "/topics/ada.post, 404, 40401",
    "/topics/__consumer_offsets, 404, 40401",
    "/topics/ada.pin/partitions/3, 404, 40402",
    "/topics/ada.pin/partitions/x, 404, 40402",
    "/nothing, 404, 404",
    "/topics, 405, 405",
  })
  void whatIsNotThereIsNotFound(String path, int status, int code) throws Exception {
    Answer answer = proxy.post(path, records(pin(index())));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().get("error_code").asInt()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, 200",
    "application/json; charset=utf-8, 200",
    "APPLICATION/VND.KAFKA.JSON.V2+JSON, 200",
    "application/vnd.kafka.avro.v2+json, 415",
    "application/vnd.kafka.binary.v2+json, 415",
    "text/plain, 415",
    "application/x-www-form-urlencoded, 415",
  })
  void onlyJsonIsTaken(String type, int status) throws Exception {
    Answer answer = send(type, null, null);
    assertThat(answer.status()).isEqualTo(status);
    if (status == 415) {
      assertThat(answer.json().get("error_code").asInt()).isEqualTo(415);
    }
  }

  @Test
  void theAnswerHasTheFormThatIsAskedFor() throws Exception {
    assertThat(send(Proxy.KAFKA_JSON, "*/*", null).type())
        .isEqualTo("application/vnd.kafka.v2+json");
    assertThat(send(Proxy.KAFKA_JSON, "application/json", null).type())
        .isEqualTo("application/json");
    assertThat(
            send(Proxy.KAFKA_JSON, "application/vnd.kafka.v2+json;q=0.9, text/html", null).type())
        .isEqualTo("application/vnd.kafka.v2+json");
    assertThat(send(Proxy.KAFKA_JSON, "text/html", null).status()).isEqualTo(406);
    assertThat(send(Proxy.KAFKA_JSON, null, "gzip").status()).isEqualTo(415);
  }

  @Test
  void aPartitionMayBeChosen() throws Exception {
    for (int partition = 0; partition < 3; partition++) {
      JsonNode byPath =
          onlyPlace(proxy.post("/topics/ada.pin/partitions/" + partition, records(pin(index()))));
      assertThat(byPath.get("partition").asInt()).isEqualTo(partition);
      JsonNode byRecord =
          onlyPlace(
              proxy.post(
                  "/topics/ada.pin",
                  "{\"records\":[{\"partition\":%d,\"value\":%s}]}"
                      .formatted(partition, pin(index()))));
      assertThat(byRecord.get("partition").asInt()).isEqualTo(partition);
    }
  }

  @Test
  void nullUnderAnIndexDeletesAPost() throws Exception {
    JsonNode place =
        onlyPlace(proxy.post("/topics/ada.pin", "{\"records\":[{\"key\":77,\"value\":null}]}"));
    ConsumerRecord<String, String> record = record("ada.pin", place);
    assertThat(record.key()).isEqualTo("77");
    assertThat(record.value()).isNull();
    assertThat(
            proxy
                .post("/topics/ada.pin", "{\"records\":[{\"key\":\"a\",\"value\":null}]}")
                .status())
        .isEqualTo(422);
  }

  @Test
  void aTopicOfOtherThingsThanRowsTakesThemAsTheyAre() throws Exception {
    JsonNode place =
        onlyPlace(
            proxy.post(
                "/topics/ada.other",
                "{\"records\":[{\"key\":\"k\",\"value\":[1,{\"b\":2.5,\"a\":\"ä\"},null,true]}]}"));
    ConsumerRecord<String, String> record = record("ada.other", place);
    assertThat(record.key()).isEqualTo("k");
    assertThat(record.value()).isEqualTo("[1,{\"b\":2.5,\"a\":\"ä\"},null,true]");
  }

  @Test
  void tooManyRowsAreToldToComeInParts() throws Exception {
    String rows = "{},".repeat(1000) + "{}";
    Answer answer = proxy.post("/topics/ada.pin", records("[" + rows + "]"));
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.json().get("message").asText()).contains("1000 rows (records.max)");
  }

  private static Answer send(String type, String accept, String encoding) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(proxy.url() + "/topics/ada.pin"))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(records(pin(index()))));
    if (accept != null) {
      request.header("Accept", accept);
    }
    if (encoding != null) {
      request.header("Content-Encoding", encoding);
    }
    return proxy.send(request);
  }

  private static JsonNode onlyPlace(Answer answer) {
    assertThat(answer.status()).as("%s", answer.json()).isEqualTo(200);
    assertThat(answer.json().get("offsets")).hasSize(1);
    return answer.json().get("offsets").get(0);
  }

  private static ConsumerRecord<String, String> record(String topic, JsonNode place)
      throws Exception {
    return cluster.read(topic).stream()
        .filter(
            record ->
                record.partition() == place.get("partition").asInt()
                    && record.offset() == place.get("offset").asLong())
        .findFirst()
        .orElseThrow();
  }
}
