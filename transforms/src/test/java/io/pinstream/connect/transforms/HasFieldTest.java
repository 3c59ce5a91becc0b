// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.junit.jupiter.api.Test;

/** Which records have a field. */
class HasFieldTest {

  private static boolean has(String field, Object value) {
    try (HasField.Value<SinkRecord> predicate = new HasField.Value<>()) {
      predicate.configure(Map.of("field", field));
      return predicate.test(
          Cleaning.record(value instanceof Struct struct ? struct.schema() : null, value));
    }
  }

  @Test
  void recordsOfATableAreToldFromOthersByTheirFields() {
    for (Object pin : List.of(Rows.pin(), Rows.struct(Rows.PIN, Rows.pin()))) {
      assertThat(has("unique_id", pin)).isTrue();
      assertThat(has("ind or index", pin)).isTrue();
      assertThat(has("user_name", pin)).isFalse();
    }
  }

  @Test
  void anUnknownValueIsAFieldAllTheSame() {
    Map<String, Object> row = new HashMap<>();
    row.put("title", null);
    assertThat(has("title", row)).isTrue();
    assertThat(has("title", new Struct(Rows.PIN))).isTrue();
  }

  @Test
  void fieldsInsideOfOthersAreFound() {
    Map<String, Object> change = Map.of("after", Map.of("ind", 1));
    for (Object envelope : List.of(change, envelope(1))) {
      assertThat(has("after.ind", envelope)).isTrue();
      assertThat(has("before.ind or after.index", envelope)).isFalse();
    }
  }

  /** A struct's schema says what could be there, a map holds what is: one answer for both. */
  @Test
  void whatIsInsideOfNothingIsNotThere() {
    Map<String, Object> deleted = new HashMap<>();
    deleted.put("after", null);
    for (Object envelope : List.of(deleted, envelope(null))) {
      assertThat(has("after.ind", envelope)).isFalse();
      assertThat(has("after", envelope)).isTrue();
    }
  }

  private static Struct envelope(Integer ind) {
    Schema row = OutputSchema.optional(Rows.GEO);
    Struct after = ind == null ? null : new Struct(row).put("ind", ind);
    return new Struct(SchemaBuilder.struct().field("after", row).build()).put("after", after);
  }

  @Test
  void aWorkerIsToldTheVersion() {
    try (HasField.Value<SinkRecord> predicate = new HasField.Value<>();
        Clean.Value<SinkRecord> clean = new Clean.Value<>()) {
      assertThat(predicate.version()).isNotBlank().isEqualTo(clean.version());
    }
  }

  @Test
  void whatHasNoFieldsHasNone() {
    assertThat(has("title", List.of(Rows.pin()))).isFalse();
    assertThat(has("title", "title")).isFalse();
    assertThat(has("title", null)).isFalse();
    assertThat(has("title", new TreeMap<>(Map.of(1, "title")))).isFalse();
  }

  @Test
  void oneSchemaAfterTheOtherIsLookedAt() {
    try (HasField.Value<SinkRecord> predicate = new HasField.Value<>()) {
      predicate.configure(Map.of("field", "unique_id"));
      SinkRecord pin = Cleaning.record(Rows.PIN, new Struct(Rows.PIN));
      SinkRecord geo = Cleaning.record(Rows.GEO, new Struct(Rows.GEO));
      assertThat(List.of(pin, geo, pin).stream().map(predicate::test))
          .containsExactly(true, false, true);
    }
  }

  @Test
  void theKeyIsLookedAtByTheOther() {
    try (Predicate<SinkRecord> predicate = new HasField.Key<>()) {
      predicate.configure(Map.of("field", "ind"));
      Struct key = new Struct(Rows.GEO);
      assertThat(predicate.test(new SinkRecord("t", 0, Rows.GEO, key, null, null, 1))).isTrue();
      assertThat(predicate.test(new SinkRecord("t", 0, null, null, Rows.GEO, key, 1))).isFalse();
    }
  }

  @Test
  void aMissingOrWrongSettingIsNamed() {
    assertThatThrownBy(() -> has("ind or", null))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("field: expected the name of an input field after or");
    try (HasField.Value<SinkRecord> predicate = new HasField.Value<>()) {
      assertThatThrownBy(() -> predicate.configure(Map.of()))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("field");
    }
  }
}
