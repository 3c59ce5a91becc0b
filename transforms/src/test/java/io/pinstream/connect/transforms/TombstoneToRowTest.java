// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deletions that a sink can append. */
class TombstoneToRowTest {
  private static final long TIMESTAMP = 1_700_000_000_000L;

  private static SinkRecord record(Object key, Schema schema, Object value) {
    return new SinkRecord(
        "demo.post",
        2,
        null,
        key,
        schema,
        value,
        41,
        TIMESTAMP,
        TimestampType.CREATE_TIME,
        List.of());
  }

  private static SinkRecord transform(SinkRecord record, Map<String, String> settings) {
    try (TombstoneToRow<SinkRecord> transform = new TombstoneToRow<>()) {
      transform.configure(settings);
      return transform.apply(record);
    }
  }

  private static SinkRecord transform(SinkRecord record) {
    return transform(record, Map.of());
  }

  @Test
  void aTombstoneIsARowOfItsKey() {
    SinkRecord row = transform(record("9007199254740993", null, null));
    Struct value = (Struct) row.value();
    assertThat(row.valueSchema()).isEqualTo(value.schema());
    assertThat(value.get("ind")).isEqualTo(9_007_199_254_740_993L);
    assertThat(value.get("deleted")).isEqualTo(true);
    assertThat(value.schema().fields()).hasSize(2);
    assertThat(row.kafkaOffset()).isEqualTo(41);
    assertThat(row.timestamp()).isEqualTo(TIMESTAMP);
    assertThat(row.key()).isEqualTo("9007199254740993");
  }

  @Test
  void aNumberIsAKeyToo() {
    assertThat(((Struct) transform(record(7, Schema.INT32_SCHEMA, null)).value()).get("ind"))
        .isEqualTo(7L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1.5", "9223372036854775808", "+5", "\u0663"})
  void aTombstoneOfNoIndexDeletesNothing(String key) {
    SinkRecord tombstone = record(key, null, null);
    assertThat(transform(tombstone)).isSameAs(tombstone);
  }

  @Test
  @Timeout(20)
  void aTombstoneOfMillionsOfDigitsDeletesNothingAndKeepsNobodyWaiting() {
    SinkRecord tombstone = record("9".repeat(3_000_000), null, null);
    assertThat(transform(tombstone)).isSameAs(tombstone);
    assertThat(
            ((Struct) transform(record("0".repeat(3_000_000) + "7", null, null)).value())
                .get("ind"))
        .isEqualTo(7L);
  }

  @Test
  void aTombstoneWithoutAKeyDeletesNothing() {
    SinkRecord tombstone = record(null, null, null);
    assertThat(transform(tombstone)).isSameAs(tombstone);
  }

  @Test
  void everyOtherRowSaysThatItIsNotDeleted() {
    Map<String, Object> map = new LinkedHashMap<>(Map.of("ind", 7));
    map.put("title", null);
    Map<String, Object> expected = new LinkedHashMap<>(map);
    expected.put("deleted", false);
    assertThat(transform(record("7", null, map)).value()).isEqualTo(expected);
    assertThat(map).doesNotContainKey("deleted");
  }

  @Test
  void aStructKeepsItsFieldsAndItsName() {
    Schema schema =
        SchemaBuilder.struct()
            .name("io.pinstream.Post")
            .version(3)
            .doc("a post")
            .parameter("connect.owner", "feeds")
            .optional()
            .field("ind", SchemaBuilder.int64().doc("its index").parameter("unit", "none").build())
            .field("title", SchemaBuilder.string().optional().defaultValue("none").build())
            .field("state", SchemaBuilder.string().defaultValue("new").build())
            .build();
    Struct post = new Struct(schema).put("ind", 7L).put("title", null);
    SinkRecord row = transform(record("7", schema, post));
    Struct value = (Struct) row.value();
    assertThat(row.valueSchema().name()).isEqualTo("io.pinstream.Post");
    assertThat(row.valueSchema().version()).isEqualTo(3);
    assertThat(row.valueSchema().doc()).isEqualTo("a post");
    assertThat(row.valueSchema().parameters()).isEqualTo(Map.of("connect.owner", "feeds"));
    assertThat(row.valueSchema().isOptional()).isTrue();
    assertThat(row.valueSchema().fields().subList(0, 3)).isEqualTo(schema.fields());
    assertThat(value.get("ind")).isEqualTo(7L);
    assertThat(value.getWithoutDefault("title")).isNull();
    assertThat(value.getWithoutDefault("state")).isEqualTo("new");
    assertThat(value.get("deleted")).isEqualTo(false);
  }

  @Test
  void theSchemaIsMadeOncePerSchema() {
    Schema schema = SchemaBuilder.struct().field("ind", Schema.INT64_SCHEMA).build();
    try (TombstoneToRow<SinkRecord> transform = new TombstoneToRow<>()) {
      transform.configure(Map.of());
      SinkRecord first = transform.apply(record("7", schema, new Struct(schema).put("ind", 7L)));
      SinkRecord second = transform.apply(record("8", schema, new Struct(schema).put("ind", 8L)));
      assertThat(second.valueSchema()).isSameAs(first.valueSchema());
    }
  }

  @Test
  void fieldsAreNamedByTheUser() {
    Map<String, String> settings = Map.of("key.field", "id", "deleted.field", "gone");
    Struct row = (Struct) transform(record("7", null, null), settings).value();
    assertThat(row.get("id")).isEqualTo(7L);
    assertThat(row.get("gone")).isEqualTo(true);
  }

  @Test
  void aFieldOfThatNameIsNotWrittenOver() {
    Schema schema = SchemaBuilder.struct().field("deleted", Schema.BOOLEAN_SCHEMA).build();
    SinkRecord struct = record("7", schema, new Struct(schema).put("deleted", true));
    SinkRecord map = record("7", null, Map.of("deleted", true));
    for (SinkRecord record : List.of(struct, map)) {
      assertThatThrownBy(() -> transform(record))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("set deleted.field to a name");
    }
  }

  @Test
  void whatHasNoFieldsPasses() {
    SinkRecord text = record("7", null, "text");
    assertThat(transform(text)).isSameAs(text);
  }
}
