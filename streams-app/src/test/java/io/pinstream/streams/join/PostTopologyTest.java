// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.streams.Rows;
import io.pinstream.streams.TopologyFixture;
import io.pinstream.streams.answers.Question;
import io.pinstream.streams.post.DeadLetterReason;
import io.pinstream.streams.post.Table;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostTopologyTest {
  private final TopologyFixture app = new TopologyFixture();

  @AfterEach
  void close() {
    app.close();
  }

  static List<List<Table>> orders() {
    return List.of(
        List.of(Table.PIN, Table.GEO, Table.USER),
        List.of(Table.PIN, Table.USER, Table.GEO),
        List.of(Table.GEO, Table.PIN, Table.USER),
        List.of(Table.GEO, Table.USER, Table.PIN),
        List.of(Table.USER, Table.PIN, Table.GEO),
        List.of(Table.USER, Table.GEO, Table.PIN));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void emitsThePostOnceWhenItsThirdPartArrives(List<Table> order) {
    send(order.get(0), 7);
    send(order.get(1), 7);
    assertThat(app.takePosts()).isEmpty();
    send(order.get(2), 7);
    assertThat(app.takePosts()).containsExactly(post(7, "t", "Chad", 30));
    assertThat(app.live.count()).isOne();
  }

  @Test
  void writesFieldsFlatInTheirOrder() {
    sendAll(1313);
    assertThat(app.takePosts().get(0).value)
        .isEqualTo(
            "{\"ind\":1313,\"unique_id\":\"44662045-e891-4821-8a19-ebe7eedd371a\",\"title\":\"t\","
                + "\"description\":null,\"follower_count\":43000,\"poster_name\":\"Some Poster\","
                + "\"tag_list\":\"a,b\",\"is_image_or_video\":\"image\","
                + "\"image_src\":\"https://example.org/a.jpg\",\"save_location\":\"/data/art\","
                + "\"category\":\"art\",\"country\":\"Chad\",\"coordinates\":[-88.8298,61.9119],"
                + "\"timestamp\":\"2018-06-26T02:39:25Z\",\"user_name\":\"Some One\",\"age\":30,"
                + "\"date_joined\":\"2016-04-02T03:51:23Z\"}");
  }

  @Test
  void resendsChangeNothing() {
    sendAll(7);
    app.discardPosts();
    sendAll(7);
    // The same content, spelt otherwise.
    app.send(
        Table.GEO, 7, Rows.geo(7, "Chad").replace("\"2018-06-26T02:39:25Z\"", "1529980765000"));
    app.send(Table.GEO, 7, Rows.geo(7, "\\u0043had").replace(",", " , "));
    for (String place :
        List.of("[-88.8298,61.91190]", "[-8.88298e1,61.9119]", "[-88.82980,\"61.9119\"]")) {
      app.send(Table.GEO, 7, Rows.geo(7, "Chad").replace("[-88.8298,61.9119]", place));
    }
    assertThat(app.takePosts()).isEmpty();
    assertThat(app.meters.resends().count()).isEqualTo(8);
    assertThat(app.live.count()).isOne();
  }

  @Test
  void emitsAgainWhenContentChanges() {
    sendAll(7);
    app.send(Table.GEO, 7, Rows.geo(7, "Peru"));
    app.send(Table.USER, 7, Rows.user(7, 31));
    app.send(Table.USER, 7, Rows.user(7, 30));
    assertThat(app.takePosts())
        .containsExactly(
            post(7, "t", "Chad", 30),
            post(7, "t", "Peru", 30),
            post(7, "t", "Peru", 31),
            post(7, "t", "Peru", 30));
    assertThat(app.live.count()).isOne();
  }

  @Test
  void aTombstoneInAnyInputRemovesThePostOnce() {
    for (Table table : Table.values()) {
      sendAll(7);
      app.discardPosts();
      app.send(table, 7, null);
      assertThat(app.takePosts()).containsExactly(KeyValue.pair("7", null));
      assertThat(app.live.count()).isZero();
      app.send(table, 7, null);
      assertThat(app.takePosts()).isEmpty();
      send(table, 7);
      assertThat(app.takePosts()).containsExactly(post(7, "t", "Chad", 30));
    }
  }

  @Test
  void forgetsAPostWhosePartsAreAllGone() {
    sendAll(7);
    assertThat(app.stored(7).complete()).isTrue();
    for (Table table : Table.values()) {
      app.send(table, 7, null);
    }
    assertThat(app.stored(7).isEmpty()).isTrue();
    assertThat(app.takePosts()).hasSize(2);
  }

  @Test
  void aTombstoneMayComeWithItsSchema() {
    sendAll(7);
    app.takePosts();
    app.send(Table.PIN, 7, "{\"schema\":{\"type\":\"struct\"},\"payload\":null}");
    assertThat(app.takePosts()).containsExactly(KeyValue.pair("7", null));
    assertThat(app.takeDeadLetters()).isEmpty();
  }

  /** They go with the tombstone to the posts' topic, whose producer would refuse them. */
  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "{\"schema\":{\"type\":\"struct\"},\"payload\":null}")
  void aTombstoneWithHeadersThatNoPostMayHaveIsADeadLetter(String tombstone) {
    sendAll(7);
    app.takePosts();
    RecordHeaders headers = new RecordHeaders();
    headers.add("large", new byte[TopologyFixture.LIMIT.rowBytes()]);
    app.send(Table.PIN, "7", tombstone, 0, headers);
    assertThat(app.takePosts()).isEmpty();
    assertThat(app.takeDeadLetters())
        .singleElement()
        .satisfies(letter -> assertThat(header(letter, "dlq.reason")).startsWith("too-large: "));
  }

  @Test
  void aTombstoneOfAnUnknownPostIsNothing() {
    app.send(Table.GEO, 9, null);
    assertThat(app.takePosts()).isEmpty();
    assertThat(app.takeDeadLetters()).isEmpty();
  }

  @Test
  void aPostHasTheTimestampOfThePartThatCompletedIt() {
    app.send(Table.USER, "7", Rows.user(7, 30), 3000, new RecordHeaders());
    app.send(Table.PIN, "7", Rows.pin(7, "t"), 1000, new RecordHeaders());
    app.send(Table.GEO, "7", Rows.geo(7, "Chad"), 2000, new RecordHeaders());
    assertThat(app.takePostRecords()).extracting(TestRecord::timestamp).containsExactly(2000L);
  }

  @Test
  void whatCanNotBeReadGoesToTheDeadLetterTopicAsItCame() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("post.seq", "12".getBytes(UTF_8));
    sendAll(7);
    app.send(Table.USER, "7", Rows.user(7, 31).replace("age", "alter"), 5000, headers);
    List<TestRecord<String, String>> letters = app.takeDeadLetters();
    assertThat(letters).hasSize(1);
    TestRecord<String, String> letter = letters.get(0);
    assertThat(letter.key()).isEqualTo("7");
    assertThat(letter.value()).isEqualTo(Rows.user(7, 31).replace("age", "alter"));
    assertThat(letter.timestamp()).isEqualTo(5000);
    assertThat(header(letter, "post.seq")).isEqualTo("12");
    assertThat(header(letter, "dlq.reason"))
        .isEqualTo("missing-field: the row has no \"age\"; expected a clean row of the user table");
    assertThat(header(letter, "dlq.topic")).isEqualTo("demo.user");
    assertThat(header(letter, "dlq.partition")).isEqualTo("0");
    assertThat(header(letter, "dlq.offset")).isEqualTo("1");
    assertThat(app.meters.deadLettersByReason())
        .containsEntry(DeadLetterReason.MISSING_FIELD.label(), 1L);
    assertThat(app.takePosts())
        .as("the post stays as it was")
        .containsExactly(post(7, "t", "Chad", 30));
  }

  @Test
  void keepsBytesThatAreNoText() {
    byte[] key = {(byte) 0xff, 0, (byte) 0x80};
    byte[] value = {'{', (byte) 0xc3, (byte) 0x28, 0, (byte) 0xfe};
    TestRecord<byte[], byte[]> letter = app.deadLetterOf(key, value);
    assertThat(letter.key()).isEqualTo(key);
    assertThat(letter.value()).isEqualTo(value);
    assertThat(app.deadLetterOf("1".getBytes(UTF_8), value).value()).isEqualTo(value);
  }

  static List<TestRecord<String, String>> whatGoesWrongOnTheWire() {
    String row = Rows.user(1, 30);
    return List.of(
        new TestRecord<>("1", "[" + row + "," + Rows.user(2, 31) + "]"),
        new TestRecord<>("1", "[" + row + "]"),
        new TestRecord<>("1", "{\"records\":[{\"value\":" + row + "}]}"),
        new TestRecord<>("1", Rows.pin(1, "t")),
        new TestRecord<>("1", row.replace("\"2016-04-02T03:51:23Z\"", "\"[\\\"date_joined\\\"]\"")),
        new TestRecord<>("1", "{\"index\":1,\"name\":\"Maya\",\"age\":25,\"role\":\"engineer\"}"),
        new TestRecord<>("1", ""),
        new TestRecord<>("1", "\"\""),
        new TestRecord<>("1", "{index=1, title=x}"),
        new TestRecord<>("1", row.substring(0, row.length() / 2)),
        new TestRecord<>("1", "null"),
        new TestRecord<>("1", row.replace("Some One", " ")),
        new TestRecord<>(null, row),
        new TestRecord<>(null, null),
        new TestRecord<>("one", row),
        new TestRecord<>("one", null),
        new TestRecord<>("2", row));
  }

  @ParameterizedTest
  @MethodSource("whatGoesWrongOnTheWire")
  void survivesWhatGoesWrongOnTheWireAndLosesNoneOfIt(TestRecord<String, String> record) {
    app.send(Table.USER, record.key(), record.value());
    assertThat(app.takeDeadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.key()).isEqualTo(record.key());
              assertThat(letter.value()).isEqualTo(record.value());
              assertThat(header(letter, "dlq.reason")).matches("[a-z-]+: .+");
            });
    sendAll(1);
    assertThat(app.takePosts()).as("and goes on").containsExactly(post(1, "t", "Chad", 30));
  }

  @Test
  void readsRowsOfOtherProducersThatSayTheSame() {
    app.send(Table.PIN, 1, Rows.pin(1, "t").replace("43000", "\"43000\""));
    app.send(Table.GEO, 1, Rows.geo(1, "Chad").replace("-88.8298", "\"-88.8298\""));
    app.send(Table.USER, 1, Rows.user(1, 30).replace(":30", ":\"30\""));
    assertThat(app.takePosts()).containsExactly(post(1, "t", "Chad", 30));
  }

  private void sendAll(long ind) {
    for (Table table : Table.values()) {
      send(table, ind);
    }
  }

  private void send(Table table, long ind) {
    app.send(
        table,
        ind,
        switch (table) {
          case PIN -> Rows.pin(ind, "t");
          case GEO -> Rows.geo(ind, "Chad");
          case USER -> Rows.user(ind, 30);
        });
  }

  private static KeyValue<String, String> post(long ind, String title, String country, int age) {
    return KeyValue.pair(Long.toString(ind), Rows.post(ind, title, country, age));
  }

  private static String header(TestRecord<String, String> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), UTF_8);
  }

  @Test
  void anAnswerThatCanNotBeHadKeepsItsTopicAsItIsAndNoOtherBack() {
    app.send(Table.PIN, 7, Rows.pin(7, "t"));
    app.send(Table.GEO, 7, Rows.geo(7, "Chad"));
    app.send(Table.USER, 7, Rows.user(7, 30));
    int countries = Question.TOP_CATEGORY_BY_COUNTRY.number();
    int users = Question.USERS_BY_JOIN_YEAR.number();
    assertThat(app.published(countries)).hasSize(1);
    assertThat(app.published(users)).hasSize(1);
    app.unanswerable.add(Question.USERS_BY_JOIN_YEAR);
    app.send(Table.GEO, 7, Rows.geo(7, "Peru"));
    assertThat(app.published(countries)).hasSize(2);
    assertThat(app.published(users)).isEmpty();
  }
}
