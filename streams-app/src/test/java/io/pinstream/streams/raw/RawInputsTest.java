// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.raw;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.streams.Rows;
import io.pinstream.streams.TopologyFixture;
import io.pinstream.streams.post.Table;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawInputsTest {
  private final TopologyFixture app = new TopologyFixture(Map.of("inputs", "raw"));

  @AfterEach
  void close() {
    app.close();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"7", "partition-1", "", "07"})
  void joinsRawRowsWhateverTheirKey(String key) {
    app.send(Table.PIN, key, Rows.rawPin(7, "t"));
    app.send(Table.GEO, key, Rows.rawGeo(7, "Chad"));
    app.send(Table.USER, key, Rows.rawUser(7, 30));
    assertThat(app.takePosts()).containsExactly(KeyValue.pair("7", Rows.post(7, "t", "Chad", 30)));
    assertThat(app.takeDeadLetters()).isEmpty();
  }

  /** Its types fit, so that only its texts tell that nobody has cleaned it. */
  @Test
  void cleansARowWhoseTypesFit() {
    app.send(
        Table.PIN,
        null,
        Rows.rawPin(7, "Untitled").replace("\"index\"", "\"ind\"").replace("43k", "0"));
    app.send(Table.GEO, null, Rows.rawGeo(7, "Chad"));
    app.send(Table.USER, null, Rows.rawUser(7, 30));
    assertThat(app.takePosts())
        .containsExactly(
            KeyValue.pair(
                "7",
                Rows.post(7, "t", "Chad", 30)
                    .replace("\"title\":\"t\"", "\"title\":null")
                    .replace("43000", "0")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2018-06-26T02:39:25 | 2018-06-26T02:39:25Z",
        "2018-06-26T02:39:25.5Z | 2018-06-26T02:39:25.500Z",
        "'06/26/2018, 02:39:25' | 2018-06-26T02:39:25Z"
      })
  void readsTimesInAllTheirForms(String raw, String clean) {
    join(Rows.rawGeo(7, "Chad").replace("2018-06-26 02:39:25", raw));
    assertThat(app.takePosts())
        .containsExactly(
            KeyValue.pair(
                "7", Rows.post(7, "t", "Chad", 30).replace("2018-06-26T02:39:25Z", clean)));
  }

  @Test
  void readsNumbersThatAreTexts() {
    join(
        Rows.rawGeo(7, "Chad")
            .replace("-88.8298", "\"-88.8298\"")
            .replace("61.9119", "\"61.9119\""));
    assertThat(app.takePosts()).containsExactly(KeyValue.pair("7", Rows.post(7, "t", "Chad", 30)));
  }

  @Test
  void halfACoordinateIsNoPlace() {
    join(Rows.rawGeo(7, "Chad").replace("-88.8298", "null"));
    assertThat(app.takePosts())
        .containsExactly(
            KeyValue.pair(
                "7", Rows.post(7, "t", "Chad", 30).replace("[-88.8298,61.9119]", "null")));
  }

  private void join(String geo) {
    app.send(Table.PIN, null, Rows.rawPin(7, "t"));
    app.send(Table.GEO, null, geo);
    app.send(Table.USER, null, Rows.rawUser(7, 30));
  }

  @Test
  void leavesRowsThatAreCleanAlready() {
    app.send(Table.PIN, 7, Rows.pin(7, "t"));
    app.send(Table.GEO, null, Rows.geo(7, "Chad"));
    app.send(Table.USER, 7, Rows.user(7, 30));
    assertThat(app.takePosts()).containsExactly(KeyValue.pair("7", Rows.post(7, "t", "Chad", 30)));
    app.send(Table.PIN, null, Rows.rawPin(7, "t"));
    assertThat(app.takePosts()).as("the same row, raw").isEmpty();
    assertThat(app.meters.resends().count()).isOne();
  }

  @Test
  void removesAPostByATombstone() {
    join(Rows.rawGeo(7, "Chad"));
    app.takePosts();
    app.send(Table.GEO, 7, null);
    assertThat(app.takePosts()).containsExactly(KeyValue.pair("7", null));
    app.send(Table.GEO, (String) null, null);
    app.send(Table.GEO, "seven", null);
    assertThat(reasons())
        .hasSize(2)
        .satisfiesExactly(
            first -> assertThat(first).startsWith("no-key: "),
            second -> assertThat(second).startsWith("bad-key: "));
  }

  /** What systems like this one have in their topics. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "7",
        "{index=1, title=x}",
        "{\"index\":7",
        "[{\"ind\":7,\"first_name\":\"a\",\"last_name\":\"b\",\"age\":30,\"date_joined\":\"2016-04-02"
            + " 03:51:23\"}]",
        "{\"records\":[{\"value\":{\"ind\":7,\"first_name\":\"a\"}}]}",
        "{\"index\":1,\"name\":\"Maya\",\"age\":25,\"role\":\"engineer\"}",
        "{\"ind\":7,\"country\":\"Chad\",\"latitude\":1.5,\"longitude\":2.5}",
        "{\"ind\":7,\"first_name\":\"a\",\"last_name\":\"b\",\"age\":\"many\",\"date_joined\":null}",
        "{\"first_name\":\"a\",\"last_name\":\"b\",\"age\":30,\"date_joined\":null}",
        "{\"ind\":\"seven\",\"first_name\":\"a\",\"last_name\":\"b\",\"age\":30,\"date_joined\":null}",
        "{\"ind\":7,\"first_name\":\"a\",\"last_name\":\"b\",\"age\":30,\"date_joined\":\"[\\\"date_joined\\\"]\"}"
      })
  void whatCanNotBeCleanedIsADeadLetterAsItCame(String value) {
    app.send(Table.USER, "k", value, 5, new RecordHeaders().add("h", "v".getBytes(UTF_8)));
    TestRecord<String, String> letter = app.takeDeadLetters().get(0);
    assertThat(letter.key()).isEqualTo("k");
    assertThat(letter.value()).isEqualTo(value);
    assertThat(letter.headers().toArray())
        .extracting(header -> header.key())
        .containsExactly("h", "dlq.reason", "dlq.topic", "dlq.partition", "dlq.offset", "dlq.time");
    assertThat(new String(letter.headers().lastHeader("dlq.topic").value(), UTF_8))
        .isEqualTo("demo.user");
    assertThat(app.takePosts()).isEmpty();
  }

  @Test
  void saysWhatCanNotBeCleaned() {
    app.send(Table.PIN, 7, Rows.rawPin(7, "t").replace("43k", "many"));
    app.send(Table.PIN, 8, Rows.rawPin(7, "t"));
    assertThat(reasons())
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .startsWith("unclean: Clean failed on field follower_count")
                    .contains("topic demo.pin, partition 0, offset 0, key 7", "got many"),
            second ->
                assertThat(second)
                    .isEqualTo("key-mismatch: the key says 8 but the row's index is 7"));
    assertThat(app.meters.deadLettersByReason()).containsEntry("unclean", 1L);
  }

  /** Refused behind the topic of clean rows, it could be sent back nowhere. */
  @Test
  void whatTheJoinWouldFindTooLargeIsADeadLetterAsItCame() {
    String row = Rows.rawPin(7, "x".repeat(TopologyFixture.LIMIT.rowBytes()));
    app.send(Table.PIN, "k", row);
    TestRecord<String, String> letter = app.takeDeadLetters().get(0);
    assertThat(letter.value()).isEqualTo(row);
    assertThat(text(letter, "dlq.reason")).startsWith("too-large: ");
    assertThat(text(letter, "dlq.topic")).isEqualTo("demo.pin");
    assertThat(app.meters.rows().get(Table.PIN).count()).as("what is unclean was read too").isOne();
  }

  /** Refused by the join, it would say that it comes from the topic of clean rows. */
  @Test
  void whatTheJoinWouldNotTakeIsADeadLetterAsItCame() {
    String row = Rows.rawUser(7, 30).replace("Some", "x".repeat(10_000));
    app.send(Table.USER, "k", row);
    TestRecord<String, String> letter = app.takeDeadLetters().get(0);
    assertThat(letter.value()).isEqualTo(row);
    assertThat(text(letter, "dlq.reason")).startsWith("too-large: \"user_name\" has 10004 bytes");
    assertThat(text(letter, "dlq.topic")).isEqualTo("demo.user");
  }

  @Test
  void aTombstoneWithHeadersThatNoPostMayHaveIsADeadLetter() {
    byte[] large = new byte[TopologyFixture.LIMIT.rowBytes()];
    app.send(Table.PIN, "7", null, 0, new RecordHeaders().add("large", large));
    TestRecord<String, String> letter = app.takeDeadLetters().get(0);
    assertThat(text(letter, "dlq.reason")).startsWith("too-large: ");
    assertThat(text(letter, "dlq.topic")).isEqualTo("demo.pin");
  }

  @Test
  void refusesBytesThatAreNoUtf8() {
    byte[] value =
        Rows.rawUser(7, 30)
            .replace("Some", "S\u00c3")
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    TestRecord<byte[], byte[]> letter = app.deadLetterOf(null, value);
    assertThat(letter.value()).isEqualTo(value);
    assertThat(new String(letter.headers().lastHeader("dlq.reason").value(), UTF_8))
        .startsWith("not-json: not UTF-8");
  }

  private List<String> reasons() {
    return app.takeDeadLetters().stream().map(letter -> text(letter, "dlq.reason")).toList();
  }

  private static String text(TestRecord<String, String> letter, String header) {
    return new String(letter.headers().lastHeader(header).value(), UTF_8);
  }
}
