// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Field expressions: each operation, source and type. */
class FieldLanguageTest {

  private static Object clean(String expression, Map<String, Object> row) {
    try (Cleaning cleaning = Cleaning.with("fields", "out", "field.out", expression)) {
      return cleaning.map(row).get("out");
    }
  }

  private static Map<String, Object> in(Object value) {
    Map<String, Object> row = new HashMap<>();
    row.put("in", value);
    return row;
  }

  static List<Arguments> operations() {
    return List.of(
        Arguments.of("in", "as it is ", "as it is "),
        Arguments.of("in", 42, 42),
        Arguments.of("in", null, null),
        Arguments.of("\"in\"", 42, 42),
        Arguments.of("'EUR' : string", null, "EUR"),
        Arguments.of("'it''s' : string", null, "it's"),
        Arguments.of("in | trim", " a b\t", "a b"),
        Arguments.of("in | lower-case", "Straße ÀÉ", "straße àé"),
        Arguments.of("in | upper-case", "abc", "ABC"),
        Arguments.of("in | null-if blank", " \t", null),
        Arguments.of("in | null-if blank", "\u00a0", "\u00a0"),
        Arguments.of("in | null-if 'n/a' '-'", "-", null),
        Arguments.of("in | null-if 'n/a' '-'", "--", "--"),
        Arguments.of("in | null-if ''", "", null),
        Arguments.of("in | null-if ''", " ", " "),
        Arguments.of("in | null-if '0'", 0, 0),
        Arguments.of("in | null-if -999", -999L, null),
        Arguments.of("in | null-if -999", -999.0, null),
        Arguments.of("in | null-if -999.9 0", -999.9f, null),
        Arguments.of("in | null-if -999.9 0", new BigDecimal("0.00"), null),
        Arguments.of("in | null-if -999", -999.5, -999.5),
        Arguments.of("in | null-if -999", "-999", "-999"),
        Arguments.of("in | null-if -999", Double.NaN, Double.NaN),
        Arguments.of("in | null-if -999 : int32", -999, null),
        Arguments.of("in | null-if blank -999 '-999' | strip-suffix ' °C' : float64", 21.5, 21.5),
        Arguments.of("in | strip-suffix ' °C' : float64", "21.5 °C", 21.5),
        Arguments.of("in | trim : string", 42, "42"),
        Arguments.of("in | default 'none' : string", null, "none"),
        Arguments.of("in | default 'none' : string", "some", "some"),
        Arguments.of("in | default 0 : int32", null, 0),
        Arguments.of("in | default -1.5 : float64", null, -1.5),
        Arguments.of("in | null-if 'x' | default '1' : int64", "x", 1L),
        Arguments.of("in | strip-prefix 'a'", "aab", "b"),
        Arguments.of("in | strip-prefix 'a '", "ab", "ab"),
        Arguments.of("in | strip-suffix ' km'", "12 km", "12"),
        Arguments.of("in | replace '[^0-9]' ''", "+44 (0) 20", "44020"),
        Arguments.of("in | replace '(\\w+)@(\\w+)' '$2 at $1'", "me@home", "home at me"),
        Arguments.of("in | replace '\\|' ':'", "a|b", "a:b"),
        Arguments.of("in | split ','", "a,b,,c", List.of("a", "b", "", "c")),
        Arguments.of("in | split ', '", "alone", List.of("alone")),
        Arguments.of("in | split ','", List.of("a", "b"), List.of("a", "b")),
        Arguments.of("in | split ',' | trim", "a , b", List.of("a", "b")),
        Arguments.of("in | split ';' : array<int32>", "1;2", List.of(1, 2)),
        Arguments.of("in | split ',' | parse-count", "1k,2", List.of(1000L, 2L)),
        Arguments.of("in | join '/'", Arrays.asList("a", null, 3), "a/3"),
        Arguments.of("in | join '/'", "a", "a"),
        Arguments.of("in | all-or-null : array<int32>", Arrays.asList(1, null), null),
        Arguments.of("in | all-or-null : array<int32>", Arrays.asList(1, 2), List.of(1, 2)),
        Arguments.of("in | parse-count", "1.5M", 1_500_000L),
        Arguments.of("in | parse-count : string", "2k", "2000"),
        Arguments.of("in | parse-timestamp", "2020-08-28T03:52:47Z", "2020-08-28T03:52:47Z"),
        Arguments.of("in | parse-timestamp 'dd.MM.yyyy'", "28.08.2020", "2020-08-28T00:00:00Z"),
        Arguments.of(
            "in | parse-timestamp 'yyyyMMdd[ HHmm]'", "20200828 0352", "2020-08-28T03:52:00Z"),
        Arguments.of("in | parse-timestamp 'yyyyMMdd[ HHmm]'", "20200828", "2020-08-28T00:00:00Z"),
        Arguments.of(
            "in | parse-timestamp 'd MMM yyyy, H:mm'", "3 Aug 2020, 9:05", "2020-08-03T09:05:00Z"),
        Arguments.of(
            "in | parse-timestamp 'yyyy-MM-dd HH:mm:ss VV'",
            "2020-08-28 03:52:47 Europe/Berlin",
            "2020-08-28T01:52:47Z"),
        Arguments.of("in | parse-timestamp epoch-seconds", 1_598_586_767, "2020-08-28T03:52:47Z"),
        Arguments.of("in | parse-timestamp epoch-seconds", "1598586767", "2020-08-28T03:52:47Z"),
        Arguments.of(
            "in | parse-timestamp epoch-micros",
            1_598_586_767_123_456L,
            "2020-08-28T03:52:47.123Z"),
        Arguments.of("in | parse-timestamp epoch-nanos", -1L, "1969-12-31T23:59:59.999Z"));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation(String expression, Object value, Object expected) {
    assertThat(clean(expression, in(value))).isEqualTo(expected);
  }

  static List<Arguments> conversions() {
    return List.of(
        Arguments.of("int32", "007", 7),
        Arguments.of("int32", "-12", -12),
        Arguments.of("int32", 7L, 7),
        Arguments.of("int32", (short) 7, 7),
        Arguments.of("int32", 7.0, 7),
        Arguments.of("int64", new BigDecimal("7.00"), 7L),
        Arguments.of("integer", 7, 7),
        Arguments.of("integer", 1L << 40, 1L << 40),
        Arguments.of("integer", (short) 7, 7),
        Arguments.of("integer", "7", 7),
        Arguments.of("integer", "4000000000", 4_000_000_000L),
        Arguments.of("float64", 1L << 60, 0x1p60),
        Arguments.of("int64", Long.toString(Long.MIN_VALUE), Long.MIN_VALUE),
        Arguments.of("float64", "-89.5236", -89.5236),
        Arguments.of("float64", "1e3", 1000.0),
        Arguments.of("float64", -88.8298f, -88.8298),
        Arguments.of("float64", 7, 7.0),
        Arguments.of("float64", new BigDecimal("1.25"), 1.25),
        Arguments.of("boolean", "true", true),
        Arguments.of("boolean", false, false),
        Arguments.of("string", 7, "7"),
        Arguments.of("string", true, "true"),
        Arguments.of("string", new BigDecimal("1E+3"), "1000"),
        Arguments.of("string", Rows.date("2018-06-26T02:39:25Z"), "2018-06-26T02:39:25Z"),
        Arguments.of("timestamp", Rows.date("2018-06-26T02:39:25Z"), "2018-06-26T02:39:25Z"),
        Arguments.of("timestamp", 0L, "1970-01-01T00:00:00Z"),
        Arguments.of("array<string>", List.of("a", 1), List.of("a", "1")));
  }

  @ParameterizedTest
  @MethodSource("conversions")
  void converts(String type, Object value, Object expected) {
    assertThat(clean("in : " + type, in(value))).isEqualTo(expected);
  }

  static List<Arguments> impossibleConversions() {
    return List.of(
        Arguments.of("int32", "2147483648", "a whole number from -2147483648 to 2147483647"),
        Arguments.of("int32", "1.0", "a whole number"),
        Arguments.of("int32", " 1", "a whole number"),
        Arguments.of("int32", "", "a whole number"),
        Arguments.of("int32", "-", "a whole number"),
        Arguments.of("int32", "٣", "a whole number"),
        Arguments.of("int32", 1.5, "a whole number"),
        Arguments.of("int32", true, "a whole number"),
        Arguments.of("int64", "9223372036854775808", "64 bits"),
        Arguments.of("int64", 1e300, "a whole number"),
        Arguments.of("int64", Double.NaN, "a whole number"),
        Arguments.of("float64", "NaN", "a finite number"),
        Arguments.of("float64", (1L << 53) + 1, "a whole number that 64 bits of floating point"),
        Arguments.of("float64", Long.MAX_VALUE, "a whole number that 64 bits of floating point"),
        Arguments.of("string", new BigDecimal("1E+999999999"), "a decimal of at most"),
        Arguments.of("integer", 1.5, "a whole number"),
        Arguments.of("integer", "9223372036854775808", "64 bits"),
        Arguments.of("float64", "1f", "a finite number"),
        Arguments.of("float64", "0x1p3", "a finite number"),
        Arguments.of("float64", "1e999", "a finite number"),
        Arguments.of("float64", Float.POSITIVE_INFINITY, "a finite number"),
        Arguments.of("boolean", "yes", "true or false"),
        Arguments.of("boolean", 1, "true or false"),
        Arguments.of("string", Map.of(), "text"),
        Arguments.of("timestamp", 12, "a real date and time"),
        Arguments.of("timestamp", Long.MAX_VALUE, "a time in the years 0001 to 9999"),
        Arguments.of("array<string>", "a", "an array"),
        Arguments.of("array<string>", Arrays.asList("a", null), "an array without nulls"),
        Arguments.of("int32 not null", null, "a value, as the field is declared not null"));
  }

  @ParameterizedTest
  @MethodSource("impossibleConversions")
  void convertsExactlyOrNotAtAll(String type, Object value, String expected) {
    assertThatThrownBy(() -> clean("in : " + type, in(value)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("field out")
        .hasMessageContaining("expected ")
        .hasMessageContaining(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'yyyyMMdd'", "iso", "'yyyyMMdd' iso", ""})
  void aNumberThatNothingSaysTheUnitOfIsNoTimestamp(String patterns) {
    assertThatThrownBy(() -> clean("in | parse-timestamp " + patterns, in(20_200_828L)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("a real date and time like")
        .hasMessageContaining("got 20200828 (Long)");
  }

  /** Where a pattern stands beside the unit, nobody could tell what text of digits is. */
  @Test
  void textIsReadByThePatternsAndNumbersByTheUnit() {
    String expression = "in | parse-timestamp 'yyyyMMdd' epoch-seconds";
    assertThat(clean(expression, in("20200828"))).isEqualTo("2020-08-28T00:00:00Z");
    assertThat(clean(expression, in(1_598_586_767L))).isEqualTo("2020-08-28T03:52:47Z");
    assertThatThrownBy(() -> clean(expression, in("1598586767")))
        .hasMessageContaining("a real date and time like yyyyMMdd or epoch-seconds");
    assertThatThrownBy(() -> clean(expression, in(Long.MAX_VALUE)))
        .hasMessageContaining("a number that is a time in epoch-seconds");
  }

  @Test
  void theFirstAlternativeThatIsKnownCounts() {
    String expression = "a or \"or\" or [b, c] | join '-' : string";
    Map<String, Object> row = new HashMap<>();
    assertThat(clean(expression, row)).isNull();
    row.put("c", "3");
    assertThat(clean(expression, row)).isEqualTo("3");
    row.put("or", "2");
    assertThat(clean(expression, row)).isEqualTo("2");
    row.put("a", null);
    assertThat(clean(expression, row)).isEqualTo("2");
    row.put("a", "1");
    assertThat(clean(expression, row)).isEqualTo("1");
  }

  @Test
  void aFieldWithoutExpressionKeepsItsSchema() {
    Schema price = Decimal.builder(2).optional().doc("In euros.").build();
    Schema seen = Timestamp.builder().build();
    Schema input =
        SchemaBuilder.struct()
            .name("shop.Item")
            .version(3)
            .doc("What is sold.")
            .parameter("origin", "till 4")
            .optional()
            .field("sku", SchemaBuilder.string().name("shop.Sku").doc("The label.").build())
            .field("price", price)
            .field("seen", seen)
            .field("internal", Schema.BYTES_SCHEMA)
            .build();
    Struct item =
        new Struct(input)
            .put("sku", "A-1")
            .put("price", new BigDecimal("9.90"))
            .put("seen", Rows.date("2018-06-26T02:39:25Z"))
            .put("internal", new byte[1]);
    try (Cleaning cleaning = Cleaning.with("fields", "seen, sku, price")) {
      Struct cleaned = cleaning.struct(item);

      assertThat(cleaned.schema())
          .isEqualTo(
              SchemaBuilder.struct()
                  .name("shop.Item")
                  .version(3)
                  .doc("What is sold.")
                  .parameter("origin", "till 4")
                  .optional()
                  .field("seen", seen)
                  .field("sku", input.field("sku").schema())
                  .field("price", price)
                  .build());
      assertThat(cleaned.get("price")).isEqualTo(new BigDecimal("9.90"));
    }
    try (Cleaning typed =
        Cleaning.with(
            "fields", "sku, code", "field.sku", "sku : string", "field.code", "sku | trim")) {
      Schema schema = typed.struct(item).schema();
      assertThat(schema.field("sku").schema())
          .isEqualTo(SchemaBuilder.string().name("shop.Sku").doc("The label.").optional().build());
      assertThat(schema.field("code").schema())
          .isEqualTo(SchemaBuilder.string().doc("The label.").optional().build());
    }
    Schema named = SchemaBuilder.int32().name("shop.Count").doc("How many.").build();
    Schema counts = SchemaBuilder.struct().field("n", named).build();
    try (Cleaning wider = Cleaning.with("fields", "n", "field.n", "n : int64")) {
      assertThat(wider.struct(new Struct(counts).put("n", 1)).schema().field("n").schema())
          .as("another type is no shop.Count")
          .isEqualTo(SchemaBuilder.int64().doc("How many.").optional().build());
    }
  }

  @Test
  void aNullThatWasSentIsANullWhateverTheDefault() {
    Schema input =
        SchemaBuilder.struct()
            .field("in", SchemaBuilder.string().optional().defaultValue("guess").build())
            .build();
    try (Cleaning cleaning = Cleaning.with("fields", "in", "field.in", "in : string")) {
      assertThat(cleaning.struct(new Struct(input)).getWithoutDefault("in")).isNull();
    }
  }

  /** Struct.validate lets it pass: such a field is the default. */
  @Test
  void aRequiredFieldThatWasNotSetIsItsDefault() {
    Schema input =
        SchemaBuilder.struct()
            .field("state", SchemaBuilder.string().defaultValue("new").build())
            .field("count", SchemaBuilder.int32().defaultValue(3).build())
            .build();
    try (Cleaning cleaning =
        Cleaning.with("fields", "state,count", "field.count", "count : int32 not null")) {
      Struct cleaned = cleaning.struct(new Struct(input));
      assertThat(cleaned.get("state")).isEqualTo("new");
      assertThat(cleaned.get("count")).isEqualTo(3);
    }
  }

  @Test
  void anUntypedFieldThatTheInputLacksIsAnError() {
    Schema input = SchemaBuilder.struct().field("a", Schema.STRING_SCHEMA).build();
    try (Cleaning cleaning = Cleaning.with("fields", "a, b")) {
      assertThatThrownBy(() -> cleaning.struct(new Struct(input).put("a", "1")))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("field b")
          .hasMessageContaining("expected an input field of that name, or a type");
    }
  }

  @Test
  void aTableMayHaveAThousandColumns() {
    Map<String, String> settings = new HashMap<>();
    Map<String, Object> row = new HashMap<>();
    for (int i = 0; i < 1_000; i++) {
      settings.put("field.c" + i, "c%d | null-if 'x' : string".formatted(i));
      row.put("c" + i, "value " + i);
    }
    settings.put("fields", String.join(",", row.keySet()));
    try (Cleaning cleaning = Cleaning.with(settings)) {
      assertThat(cleaning.map(row)).isEqualTo(row);
    }
  }
}
