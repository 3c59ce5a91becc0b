// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import static io.pinstream.connect.transforms.Rows.date;
import static io.pinstream.connect.transforms.Rows.struct;
import static io.pinstream.connect.transforms.Rows.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of what can't be cleaned. */
class OnErrorTest {
  private static final Map<String, Object> UNCLEAN = with(Rows.pin(), "follower_count", "many");

  @Test
  void failNamesTheRecordTheFieldTheRuleAndTheValue() {
    try (Cleaning pin = Cleaning.preset("pin")) {
      assertThatThrownBy(() -> pin.struct(struct(Rows.PIN, UNCLEAN)))
          .isInstanceOf(DataException.class)
          .hasMessage(
              "Clean failed on field follower_count of the record value in topic ada.topic,"
                  + " partition 2, offset 77, key 1313: expected a count: digits, if need be with a"
                  + " decimal point, then nothing, k, M or B, and whole when multiplied out (986,"
                  + " 43k, 1.5M), got many (String)");
    }
  }

  @Test
  void failNamesTheSourcePosition() {
    try (Clean.Value<SourceRecord> pin = new Clean.Value<>()) {
      pin.configure(Map.of("preset", "pin"));
      SourceRecord record =
          new SourceRecord(
              Map.of("stream", 3), Map.of("post", 41L), "ada.pin", null, null, null, UNCLEAN);

      assertThatThrownBy(() -> pin.apply(record))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("topic ada.pin, source {stream=3} at {post=41}, key null:");
    }
  }

  @Test
  void failShortensTheValueByWholeCharacters() {
    String emoji = "\uD83E\uDDA2";
    try (Cleaning pin = Cleaning.preset("pin")) {
      assertThatThrownBy(() -> pin.map(with(UNCLEAN, "follower_count", emoji.repeat(200))))
          .hasMessageContaining("got " + emoji.repeat(80) + "... (String)");
    }
  }

  @Test
  void aValueThatIsNestedAsDeepAsJsonMayBeIsShownToo() throws Exception {
    Object deep = "end";
    for (int depth = 0; depth < 500; depth++) {
      deep = Map.of("k", List.of(deep));
    }
    Map<String, Object> row = with(Rows.pin(), "title", deep);
    FutureTask<Object> cleaned =
        new FutureTask<>(
            () -> {
              try (Cleaning pin = Cleaning.preset("pin")) {
                return pin.map(row);
              }
            });
    new Thread(null, cleaned, "small-stack", 1 << 20).start();

    assertThatThrownBy(() -> cleaned.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(DataException.class)
        .hasMessageContaining("got {k=[{k=[");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fail", "null", "keep", "header"})
  void whatHasNoPlanLeavesThatOfTheRecordsBeforeStanding(String onError) {
    Schema good = SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();
    Schema other = SchemaBuilder.struct().field("at", Schema.INT64_SCHEMA).build();
    try (Cleaning clean = Cleaning.with("fields", "id", "on.error", onError)) {
      for (int id = 1; id <= 3; id++) {
        assertThat(clean.struct(new Struct(good).put("id", id)).get("id")).isEqualTo(id);
        Throwable thrown = catchThrowable(() -> clean.apply(new Struct(other).put("at", 5L)));
        assertThat(thrown == null || thrown instanceof DataException).isTrue();
      }
    }
  }

  @Test
  void nullMakesOnlyThatFieldNull() {
    try (Cleaning clean = Cleaning.preset("pin");
        Cleaning pin = Cleaning.with("preset", "pin", "on.error", "null")) {
      Map<String, Object> expected = with(clean.map(Rows.pin()), "follower_count", null);
      assertThat(pin.map(UNCLEAN)).isEqualTo(expected);
      assertThat(Cleaning.fields(pin.struct(struct(Rows.PIN, UNCLEAN)))).isEqualTo(expected);
    }
  }

  @Test
  void keepMovesTheOriginalToTheSideField() {
    try (Cleaning pin = Cleaning.with("preset", "pin", "on.error", "keep")) {
      Struct kept = pin.struct(struct(Rows.PIN, UNCLEAN));
      assertThat(kept.get("follower_count")).isNull();
      assertThat(kept.getMap("unclean")).isEqualTo(Map.of("follower_count", "many"));
      assertThat(Cleaning.names(kept.schema())).endsWith("category", "unclean");

      Struct clean = pin.struct(struct(Rows.PIN, Rows.pin()));
      assertThat(clean.schema()).isSameAs(kept.schema());
      assertThat(clean.get("unclean")).isNull();
      assertThat(pin.map(Rows.pin())).containsEntry("unclean", null);
    }
  }

  @Test
  void keepLosesNothingOfValuesThatAreNoText() {
    try (Cleaning geo = Cleaning.with("preset", "geo", "on.error", "keep")) {
      assertThat(geo.map(with(Rows.geo(), "timestamp", new byte[] {1, 2})))
          .containsEntry("unclean", Map.of("timestamp", "AQI="));
      assertThat(geo.map(with(Rows.geo(), "timestamp", ByteBuffer.wrap(new byte[] {1, 2}))))
          .containsEntry("unclean", Map.of("timestamp", "AQI="));
      assertThat(geo.map(with(Rows.geo(), "timestamp", date("+12020-08-28T03:52:47.001Z"))))
          .containsEntry("unclean", Map.of("timestamp", "+12020-08-28T03:52:47.001Z"));
    }
  }

  @Test
  void keepKeepsAnArrayAsItWas() {
    try (Cleaning geo = Cleaning.with("preset", "geo", "on.error", "keep")) {
      assertThat(geo.map(with(with(Rows.geo(), "latitude", "1e0"), "longitude", "east")))
          .containsEntry("unclean", Map.of("coordinates", "[1e0, east]"));
      List<Object> array = List.of(new byte[] {1, 2}, date("1970-01-01T00:00:00.123Z"));
      assertThat(geo.map(with(Rows.geo(), "coordinates", array)))
          .containsEntry("unclean", Map.of("coordinates", "[AQI=, 1970-01-01T00:00:00.123Z]"));
      Map<String, Object> map = Map.of("bytes", new byte[] {1, 2});
      assertThat(geo.map(with(Rows.geo(), "coordinates", map)))
          .containsEntry("unclean", Map.of("coordinates", "{bytes=AQI=}"));
    }
  }

  @Test
  void keepKeepsWhatAnEarlierPassKept() {
    try (Cleaning pin = Cleaning.with("preset", "pin", "on.error", "keep")) {
      Map<String, Object> once = pin.map(UNCLEAN);
      assertThat(pin.map(once)).isEqualTo(once);
      Struct struct = pin.struct(struct(Rows.PIN, UNCLEAN));
      assertThat(pin.struct(struct)).isEqualTo(struct);
    }
  }

  @Test
  void headerLetsTheRecordGoOnAsItCame() {
    try (Cleaning pin = Cleaning.with("preset", "pin", "on.error", "header")) {
      SinkRecord record = pin.apply(UNCLEAN);

      assertThat(record.value()).isSameAs(UNCLEAN);
      assertThat(header(record, "clean.error.field")).isEqualTo("follower_count");
      assertThat(header(record, "clean.error.reason"))
          .asString()
          .contains("topic ada.topic, partition 2, offset 77", "expected a count", "got many");
      assertThat(pin.apply(Rows.pin()).headers()).isEmpty();
    }
  }

  @Test
  void headerReplacesTheReasonOfAnEarlierPass() {
    try (Cleaning pin = Cleaning.with("preset", "pin", "on.error", "header")) {
      SinkRecord once = pin.apply(UNCLEAN);
      SinkRecord twice = pin.apply(once);

      assertThat(twice.headers()).hasSize(2);
      assertThat(once.headers()).hasSize(2);
    }
  }

  /** That a second Clean can do its part does not mean that the first one could. */
  @Test
  void theReasonOfAnEarlierCleanStays() {
    try (Cleaning first = Cleaning.with("preset", "pin", "on.error", "header");
        Cleaning second = Cleaning.with("fields", "*")) {
      SinkRecord record = second.apply(first.apply(UNCLEAN));
      assertThat(header(record, "clean.error.field")).isEqualTo("follower_count");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "keep", "header"})
  void aFieldThatCantBeNullSpoilsTheRecord(String policy) {
    Map<String, Object> row = with(Rows.pin(), "index", "[\"index\"]");
    try (Cleaning pin = Cleaning.with("preset", "pin", "on.error", policy)) {
      SinkRecord record = pin.apply(row);

      assertThat(record.value()).isSameAs(row);
      assertThat(header(record, "clean.error.field")).isEqualTo("ind");
    }
  }

  /** Seen in the topics of systems like this one. */
  static List<Object> notOfTheUserTable() {
    return List.of(
        Rows.pin(),
        struct(Rows.PIN, Rows.pin()),
        List.of(Rows.user(), Rows.user()),
        List.of(Rows.user()),
        Map.of("records", List.of(Map.of("value", Rows.user()))),
        Map.of("index", 1, "name", "Maya", "age", 25, "role", "engineer"),
        Map.of(),
        "",
        "{index=1, title=x}",
        "{\"ind\":1,",
        42,
        new TreeMap<>(Map.of(1, 2)));
  }

  @ParameterizedTest
  @MethodSource("notOfTheUserTable")
  void whatIsNotOfTheTableFails(Object value) {
    try (Cleaning user = Cleaning.preset("user")) {
      assertThatThrownBy(() -> user.apply(value))
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith(
              "Clean failed on the record value in topic ada.topic, partition 2, offset 77");
    }
  }

  @ParameterizedTest
  @MethodSource("notOfTheUserTable")
  void whatIsNotOfTheTableGoesOnAsItCameUnderTheOtherPolicies(Object value) {
    for (String policy : List.of("null", "keep", "header")) {
      try (Cleaning user =
          Cleaning.with("preset", "user", "on.error", policy, "schema.output", "add")) {
        SinkRecord record = user.apply(value);
        assertThat(record.value()).isSameAs(value);
        assertThat(header(record, "clean.error.reason")).asString().contains("expected a");
        assertThat(record.headers().lastWithName("clean.error.field")).isNull();
      }
    }
  }

  @Test
  void theMessageSaysWhatTheTableHasAndWhatCame() {
    try (Cleaning user = Cleaning.preset("user")) {
      assertThatThrownBy(() -> user.apply(struct(Rows.PIN, Rows.pin())))
          .hasMessageContaining(
              "expected a record of this table, which has the fields ind or index, and user_name or"
                  + " first_name or last_name or date_joined, found [index, unique_id, title,");
    }
  }

  /** A dead letter has to fit into a message, whatever came. */
  @Test
  void theMessageIsShortHoweverManyFieldsCame() {
    Map<String, Object> many = new LinkedHashMap<>();
    for (int i = 0; i < 40_000; i++) {
      many.put("some_key_" + i, 1);
    }
    try (Cleaning user = Cleaning.preset("user")) {
      assertThatThrownBy(() -> user.apply(many))
          .message()
          .contains("found [some_key_0, some_key_1,")
          .hasSizeLessThan(1_000);
    }
  }

  /** Connect's own check of a value against its schema says neither topic nor offset. */
  @Test
  void whatTheOutputsSchemaDoesNotTakeMeetsOnErrorToo() {
    Schema flags = SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build();
    Schema row = SchemaBuilder.struct().field("flags", flags).build();
    Struct value = new Struct(row).put("flags", List.of("a", "-"));
    String expression = "flags | null-if '-'";
    try (Cleaning fail = Cleaning.with("fields", "flags", "field.flags", expression);
        Cleaning keep =
            Cleaning.with("fields", "flags", "field.flags", expression, "on.error", "keep")) {
      assertThatThrownBy(() -> fail.struct(value))
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith("Clean failed on field flags of the record value in topic ada.to")
          .hasMessageContaining("partition 2, offset 77")
          .hasMessageContaining("a value that its schema takes");
      Struct kept = keep.struct(value);
      assertThat(kept.get("flags")).isNull();
      assertThat(kept.getMap("unclean")).isEqualTo(Map.of("flags", "[a, -]"));
    }
  }

  @Test
  void aRegularExpressionThatGoesTooDeepMeetsOnErrorToo() {
    try (Cleaning clean =
        Cleaning.with("fields", "in", "field.in", "in | replace '(a|b)*' ''", "on.error", "null")) {
      assertThat(clean.map(Map.of("in", "ab".repeat(200_000)))).containsEntry("in", null);
    }
  }

  @Test
  @Timeout(10)
  void aRegularExpressionThatWouldTryForHoursMeetsOnErrorToo() {
    String text = "a".repeat(40) + "!";
    for (String pattern : List.of("(.*a){12}$", "(a+)+\\1$")) {
      String expression = "in | replace '%s' ''".formatted(pattern);
      try (Cleaning fail = Cleaning.with("fields", "in", "field.in", expression);
          Cleaning keep =
              Cleaning.with("fields", "in", "field.in", expression, "on.error", "null")) {
        assertThatThrownBy(() -> fail.map(Map.of("in", text)))
            .isInstanceOf(DataException.class)
            .hasMessageContaining("text short enough for the regular expression " + pattern);
        assertThat(keep.map(Map.of("in", text))).containsEntry("in", null);
      }
    }
  }

  /** What a first Clean made is a record's like any other: not the second one's to change. */
  @ParameterizedTest
  @ValueSource(strings = {"null", "keep", "header"})
  void aSecondCleanLeavesWhatTheFirstMadeAsItIs(String policy) {
    try (Cleaning first =
            Cleaning.with("fields", "tags,n", "field.tags", "tags | split ','", "field.n", "n");
        Cleaning second =
            Cleaning.with(
                "fields", "tags,n",
                "field.tags", "tags | replace 'a' 'aa' : array<string>",
                "field.n", "n : int32",
                "on.error", policy)) {
      SinkRecord once = first.apply(Map.of("tags", "a,b", "n", "no number"));
      SinkRecord twice = second.apply(once);
      assertThat(once.value()).isEqualTo(Map.of("tags", List.of("a", "b"), "n", "no number"));
      if (policy.equals("header")) {
        assertThat(twice.value()).isSameAs(once.value());
      } else {
        assertThat(((Map<?, ?>) twice.value()).get("tags")).isEqualTo(List.of("aa", "b"));
      }
    }
  }

  @Test
  void columnNameListsAreNoValues() {
    try (Cleaning geo = Cleaning.with("preset", "geo", "on.error", "keep")) {
      assertThat(geo.map(with(Rows.geo(), "timestamp", "[\"timestamp\"]")))
          .containsEntry("timestamp", null)
          .containsEntry("unclean", Map.of("timestamp", "[\"timestamp\"]"));
    }
  }

  @Test
  void aKeyThatIsNoStructIsAnError() {
    try (Clean.Key<SinkRecord> key = new Clean.Key<>()) {
      key.configure(Map.of("fields", "id"));
      assertThatThrownBy(() -> key.apply(Cleaning.record(null, null)))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("the record key")
          .hasMessageContaining("expected a struct or a map, got 1313 (String)");
    }
  }

  @Test
  void keysAreCleanedLikeValues() {
    try (Clean.Key<SinkRecord> key = new Clean.Key<>()) {
      key.configure(Map.of("fields", "id", "field.id", "id : int64 not null"));
      SinkRecord record =
          new SinkRecord("ada.topic", 2, null, Map.of("id", "12"), Schema.STRING_SCHEMA, "v", 77L);

      assertThat(key.apply(record).key()).isEqualTo(Map.of("id", 12L));
      assertThat(key.apply(record).value()).isEqualTo("v");
      SinkRecord noKey = new SinkRecord("ada.topic", 2, null, null, null, "v", 77L);
      assertThat(key.apply(noKey)).isSameAs(noKey);
    }
  }

  private static Object header(SinkRecord record, String name) {
    Header header = record.headers().lastWithName(name);
    return header == null ? null : header.value();
  }
}
