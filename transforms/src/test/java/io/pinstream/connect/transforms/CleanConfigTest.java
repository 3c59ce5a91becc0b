// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings are checked as a whole at the start. */
class CleanConfigTest {

  private static void configure(Map<String, String> settings) {
    try (Cleaning cleaning =
        Cleaning.with(
            settings.entrySet().stream()
                .flatMap(e -> Stream.of(e.getKey(), e.getValue()))
                .toArray(String[]::new))) {
      assertThat(cleaning).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "in | ~ an operation after |, not the end",
        "~ the name of an input field, not the end",
        "| trim ~ the name of an input field, not |",
        "in | trm ~ one of the operations all-or-null, default, ",
        "in | trim 'x' ~ nothing after trim",
        "in | null-if ~ the word blank, texts in single quotes, or numbers, after null-if",
        "in | null-if blanc ~ the word blank, texts in single quotes, or numbers, not blanc,",
        "in | null-if 'x ~ a closing ' for 'x",
        "in | strip-prefix ~ the prefix, in single quotes, and nothing else after strip-prefix",
        "in | strip-prefix '' ~ the prefix, which can't be empty, after strip-prefix",
        "in | split '' ~ a separator, which can't be empty, after split",
        "in | replace 'a' ~ a regular expression and its replacement, both in single quotes,",
        "in | replace '(' '' ~ a regular expression (Unclosed group) after replace",
        "in | replace 'a' '$1' ~ a replacement whose groups the regular expression has",
        "in | replace '(?x)a # c' '$1' ~ a replacement whose groups the regular expression has",
        "in | replace '\\Qa' '$1' ~ a replacement whose groups the regular expression has",
        "in | parse-timestamp 'HH:mm' ~ a year, a month and a day, and no time of day or one with its",
        "in | parse-timestamp 'yyyy-MM-dd]' ~ a pattern as of DateTimeFormatter: ",
        "in | parse-timestamp epoch-millis epoch-seconds ~ one unit of numbers, not epoch-sec",
        "in | parse-timestamp 'yyyy-bb-dd' ~ a pattern as of DateTimeFormatter: ",
        "in | parse-timestamp 'yyyy-MM-dd hh:mm' ~ a year, a month and a day, and no time of day or one",
        "in | parse-timestamp epoch ~ patterns in single quotes, or the words iso, epoch-seconds",
        "in : int16 ~ one of the types string, boolean, int32, int64, integer, float64, timestamp,",
        "in : array ~ < after array after array, not the end",
        "in : array<array<int32>> ~ one of the types",
        "in : int32 not ~ null after not after not, not the end",
        "in : int32 x ~ the end, or, | or : after int32, not x",
        "in in2 ~ the end, or, | or : after in, not in2",
        "in or ~ the name of an input field after or, not the end",
        "[a b] ~ , or ] after a, not b",
        "[a, b] ~ a type at the end",
        "a or b ~ a type at the end",
        "'x' ~ a type at the end",
        "in | default 0 ~ a type at the end",
        "in | default none : int32 ~ a default that can become int32: a whole number, not none",
        "in | split ',' : string ~ a type that array<string>, which the operations make, can",
        "in | parse-count : timestamp ~ a type that int64, which the operations make, can become",
        "in | parse-timestamp : int64 ~ a type that timestamp, which the operations make, can"
      })
  void aWrongExpressionIsNamedWithWhatWasExpected(String expression, String expected) {
    Map<String, String> settings = new HashMap<>();
    settings.put("fields", "out");
    settings.put("field.out", expression == null ? "" : expression);
    assertThatThrownBy(() -> configure(settings))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("for configuration field.out: expected " + expected);
  }

  @Test
  void aMissingPresetAndMissingFieldsAreNamed() {
    assertThatThrownBy(() -> configure(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("configuration fields: expected the output fields in order");
  }

  @ParameterizedTest
  @CsvSource({
    "preset, pins, 'preset: expected one of pin, geo, user, post'",
    "schema.output, drop, schema.output",
    "timestamp.output, unix, timestamp.output",
    "on.error, ignore, on.error",
    "record.requires, 'ind or', 'record.requires: expected the name of an input field after or'",
    "field.titel, title, 'field.titel: expected one of the fields: ind, unique_id,'",
    "on.eror, null, 'Unknown setting on.eror: expected one of '",
    "fields, 'ind,ind', 'fields: expected each name once'"
  })
  void aWrongSettingIsNamed(String name, String value, String expected) {
    Map<String, String> settings = new HashMap<>();
    settings.put("preset", "pin");
    settings.put(name, value);
    assertThatThrownBy(() -> configure(settings))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(expected);
  }

  /** What the worker's REST API answers to a connector's settings is this. */
  @ParameterizedTest
  @CsvSource({
    "preset, pins, 'expected one of pin, geo, user, post'",
    "on.error, ignore, 'fail, null, keep, header'",
    "record.requires, 'ind or', 'expected the name of an input field after or'",
    "field.tag_list, tag_list | splt, expected one of the operations",
    "field.date_joined, date_joined : date, expected one of the types",
    "fields, 'ind,ind', expected each name once"
  })
  void aWorkerTellsOfAWrongSettingBeforeTheConnectorIsMade(
      String name, String value, String expected) {
    Map<String, String> settings = new HashMap<>(Map.of("preset", "pin"));
    settings.put(name, value);
    assertThat(Clean.CONFIG_DEF.validate(settings))
        .filteredOn(setting -> !setting.errorMessages().isEmpty())
        .singleElement()
        .satisfies(
            setting -> {
              assertThat(setting.name()).isEqualTo(name);
              assertThat(setting.errorMessages()).singleElement().asString().contains(expected);
            });
  }

  @Test
  void everyFieldNeedsATypeToBeGivenASchema() {
    assertThatThrownBy(() -> configure(Map.of("fields", "a", "schema.output", "add")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("field.a: expected a type at the end")
        .hasMessageContaining("schema.output=add");
  }

  @Test
  void theSideFieldIsNoFieldOfYours() {
    assertThatThrownBy(() -> configure(Map.of("fields", "unclean", "on.error", "keep")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("fields: expected no field unclean");
    Map<String, String> line = Map.of("fields", "*", "field.unclean", "a", "on.error", "keep");
    assertThatThrownBy(() -> configure(line))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("field.unclean: expected no field unclean");
  }

  @Test
  void whatAWorkerAddsIsNoMistake() {
    configure(
        Map.of(
            "preset",
            "pin",
            "type",
            "io.pinstream.connect.transforms.Clean$Value",
            "predicate",
            "isPin",
            "negate",
            "false"));
  }

  @Test
  void oneFieldOfAPresetIsOverriddenAlone() {
    try (Cleaning pin = Cleaning.preset("pin");
        Cleaning changed =
            Cleaning.with("preset", "pin", "field.tag_list", "tag_list | split ','")) {
      Map<String, Object> expected = new HashMap<>(pin.map(Rows.pin()));
      expected.put("tag_list", List.of("Paper", "Crane", "Folding"));
      assertThat(changed.map(Rows.pin())).isEqualTo(expected);
      assertThat(changed.map(Rows.pin()).keySet())
          .containsExactlyElementsOf(pin.map(Rows.pin()).keySet());
    }
  }

  @Test
  void aPresetCanBeShortenedAndAddedTo() {
    try (Cleaning pin =
        Cleaning.with("preset", "pin", "fields", "ind,title,downloaded", "schema.name", "a.B")) {
      assertThat(pin.map(Rows.pin()).keySet()).containsExactly("ind", "title", "downloaded");
      assertThat(pin.struct(Rows.struct(Rows.PIN, Rows.pin())).schema().name()).isEqualTo("a.B");
    }
  }

  @Test
  void requirementsCanBeLifted() {
    try (Cleaning pin = Cleaning.with("preset", "pin", "record.requires", "")) {
      assertThat(pin.map(Map.of("ind", 1))).containsEntry("ind", 1);
    }
  }
}
