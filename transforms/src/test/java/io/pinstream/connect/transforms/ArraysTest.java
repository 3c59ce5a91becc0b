// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import static io.pinstream.connect.transforms.Rows.date;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

/** Fields that are arrays: operations and types are those of their elements. */
class ArraysTest {

  private static Struct row(Schema elements, Object... values) {
    Schema schema =
        SchemaBuilder.struct().field("in", SchemaBuilder.array(elements).build()).build();
    return new Struct(schema).put("in", List.of(values));
  }

  private static Cleaning cleaning(String expression, String... more) {
    String[] settings = {"fields", "out", "field.out", expression};
    return Cleaning.with(Stream.of(settings, more).flatMap(Arrays::stream).toArray(String[]::new));
  }

  @Test
  void integersAreAsWideAsTheElementsCome() {
    try (Cleaning clean = cleaning("in : array<integer>")) {
      Struct narrow = clean.struct(row(Schema.INT32_SCHEMA, 1, 2));
      assertThat(narrow.get("out")).isEqualTo(List.of(1, 2));
      Struct wide = clean.struct(row(Schema.INT64_SCHEMA, 1L, 1L << 40));
      assertThat(wide.get("out")).isEqualTo(List.of(1L, 1L << 40));
      Struct text = clean.struct(row(Schema.STRING_SCHEMA, "1"));
      assertThat(text.get("out")).isEqualTo(List.of(1L));
    }
  }

  @Test
  void integersOfASchemaThatIsAddedHave64Bits() {
    try (Cleaning clean = cleaning("in | split ',' : array<integer>", "schema.output", "add")) {
      Struct added = (Struct) clean.apply(Map.of("in", "1,2")).value();
      assertThat(added.get("out")).isEqualTo(List.of(1L, 2L));
    }
  }

  @Test
  void severalFieldsAreAsWideAsTheWidest() {
    try (Cleaning clean = cleaning("[a, b] : array<integer>")) {
      Schema narrow =
          SchemaBuilder.struct()
              .field("a", Schema.INT32_SCHEMA)
              .field("b", Schema.INT16_SCHEMA)
              .build();
      assertThat(clean.struct(new Struct(narrow).put("a", 1).put("b", (short) 2)).get("out"))
          .isEqualTo(List.of(1, 2));
      Schema wide =
          SchemaBuilder.struct()
              .field("a", Schema.INT32_SCHEMA)
              .field("b", Schema.INT64_SCHEMA)
              .build();
      assertThat(clean.struct(new Struct(wide).put("a", 1).put("b", 2L)).get("out"))
          .isEqualTo(List.of(1L, 2L));
    }
  }

  @Test
  void datesBecomeTimestamps() {
    java.util.Date day = date("2018-06-26T00:00:00Z");
    try (Cleaning array = cleaning("in : array<timestamp>");
        Cleaning fields = cleaning("[day] : array<timestamp>")) {
      assertThat(array.struct(row(Date.SCHEMA, day)).get("out")).isEqualTo(List.of(day));
      Schema row = SchemaBuilder.struct().field("day", Date.SCHEMA).build();
      assertThat(fields.struct(new Struct(row).put("day", day)).get("out")).isEqualTo(List.of(day));
    }
  }

  @Test
  void anOperationLeavesAnArrayWithoutATypeAnArray() {
    try (Cleaning clean = cleaning("in | trim")) {
      assertThat(clean.struct(row(Schema.STRING_SCHEMA, " a ", "b")).get("out"))
          .isEqualTo(List.of("a", "b"));
      assertThat(clean.map(Map.of("in", List.of(" a ", "b"))))
          .isEqualTo(Map.of("out", List.of("a", "b")));
      assertThat(clean.map(Map.of("in", " a "))).isEqualTo(Map.of("out", "a"));
    }
    try (Cleaning clean = cleaning("in | trim | join '+'")) {
      assertThat(clean.struct(row(Schema.STRING_SCHEMA, " a ", "b")).get("out")).isEqualTo("a+b");
    }
  }
}
