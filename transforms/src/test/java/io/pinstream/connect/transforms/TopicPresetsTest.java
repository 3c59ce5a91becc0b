// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code presets}: one transform for the records of several topics. */
class TopicPresetsTest {

  private static SinkRecord record(String topic, Object value) {
    return new SinkRecord(topic, 0, Schema.STRING_SCHEMA, "1313", null, value, 7L);
  }

  private static Map<String, Map<String, Object>> rows() {
    return Map.of("pin", Rows.pin(), "geo", Rows.geo(), "user", Rows.user());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ada.", "", "raw.ada.", "pin."})
  void eachTopicIsCleanedByThePresetItsLastPartNames(String prefix) {
    try (Cleaning all = Cleaning.with("presets", "pin,geo,user")) {
      rows()
          .forEach(
              (preset, row) -> {
                try (Cleaning one = Cleaning.preset(preset)) {
                  assertThat(all.apply(record(prefix + preset, row)).value())
                      .isEqualTo(one.map(row));
                }
              });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ada.post", "ada.pins", "ada.pin.", "ada.Pin", "ada-pin", "pin.raw"})
  void anyOtherTopicMeetsOnError(String topic) {
    try (Cleaning fail = Cleaning.with("presets", "pin,geo,user");
        Cleaning header = Cleaning.with("presets", "pin,geo,user", "on.error", "header")) {
      SinkRecord record = record(topic, Rows.pin());
      assertThatThrownBy(() -> fail.apply(record))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("in topic " + topic)
          .hasMessageContaining("a topic whose last part is one of the presets pin, geo, user")
          .hasMessageContaining("got " + topic);
      SinkRecord gone = header.apply(record);
      assertThat(gone.value()).isSameAs(record.value());
      assertThat(gone.headers().lastWithName("clean.error.reason")).isNotNull();
    }
  }

  @Test
  void aTombstoneOfAnyTopicPasses() {
    try (Cleaning all = Cleaning.with("presets", "pin")) {
      SinkRecord tombstone = record("ada.other", null);
      assertThat(all.apply(tombstone)).isSameAs(tombstone);
    }
  }

  @Test
  void aFieldIsOverriddenInThePresetsThatHaveIt() {
    try (Cleaning all =
        Cleaning.with(
            "presets", "pin,geo,user",
            "field.ind", "ind or index : string not null",
            "field.tag_list", "tag_list | split ','")) {
      Map<?, ?> pin = (Map<?, ?>) all.apply(record("ada.pin", Rows.pin())).value();
      Map<?, ?> geo = (Map<?, ?>) all.apply(record("ada.geo", Rows.geo())).value();
      assertThat(pin.get("ind")).isEqualTo("1313");
      assertThat(pin.get("tag_list")).isEqualTo(List.of("Paper", "Crane", "Folding"));
      assertThat(geo.get("ind")).isEqualTo("1313");
      assertThat(geo.containsKey("tag_list")).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "preset, pin, preset: expected nothing",
    "fields, ind, fields: expected nothing",
    "record.requires, ind, record.requires: expected nothing",
    "schema.name, a.B, schema.name: expected nothing",
    "presets, 'pin,pins', 'presets: expected one of pin, geo, user, post'",
    "presets, 'pin,pin', presets: expected each name once",
    "presets, '', presets: expected at least one preset",
    "field.titel, title, 'field.titel: expected one of the fields: ind, unique_id'"
  })
  void whatCantBeMeantIsNamed(String setting, String value, String expected) {
    Map<String, String> settings = new HashMap<>(Map.of("presets", "pin,geo,user"));
    settings.put(setting, value);
    assertThatThrownBy(
            () -> {
              try (Cleaning cleaning = Cleaning.with(settings)) {
                assertThat(cleaning).isNotNull();
              }
            })
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(expected);
  }
}
