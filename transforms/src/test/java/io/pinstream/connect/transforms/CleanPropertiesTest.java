// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** What holds for every row and for every input. */
class CleanPropertiesTest {
  private static final List<String> COLUMNS =
      List.of(
          "ind",
          "index",
          "unique_id",
          "title",
          "description",
          "poster_name",
          "follower_count",
          "tag_list",
          "is_image_or_video",
          "image_src",
          "downloaded",
          "save_location",
          "category",
          "timestamp",
          "latitude",
          "longitude",
          "country",
          "coordinates",
          "first_name",
          "last_name",
          "user_name",
          "age",
          "date_joined",
          "unclean",
          "records");

  @Provide
  Arbitrary<String> preset() {
    return Arbitraries.of(Preset.NAMES);
  }

  /** Text as it stands in such columns, and text as it shouldn't. */
  private static Arbitrary<String> text() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(20),
        Arbitraries.of(
            "",
            " ",
            "Untitled",
            "User Info Error",
            "Local save in Local save in ",
            "Local save in /data/art",
            "43k",
            "1.5M",
            "-89.5236",
            "1e400",
            "12",
            "2020-08-28 03:52:47",
            "2020-08-28T03:52:47.25Z",
            "08/28/2020, 03:52:47",
            "2021-02-29 00:00:00",
            "[\"timestamp\"]",
            "no\u00a0break…\u00a0",
            "\uD83E\uDDA2",
            "\uD83E"));
  }

  @SuppressWarnings("JavaUtilDate") // Connect's Timestamp is a java.util.Date.
  private static Arbitrary<Object> scalar() {
    return Arbitraries.oneOf(
        text().map(Object.class::cast),
        Arbitraries.integers().map(Object.class::cast),
        Arbitraries.longs().map(Object.class::cast),
        Arbitraries.doubles().map(Object.class::cast),
        Arbitraries.floats().map(Object.class::cast),
        Arbitraries.of(true, false, Double.NaN, Float.POSITIVE_INFINITY, (byte) 1, (short) 2),
        Arbitraries.longs().map(Date::new),
        Arbitraries.bigDecimals().map(Object.class::cast),
        Arbitraries.just(new byte[] {1}));
  }

  private static Arbitrary<Object> anyValue() {
    return Arbitraries.lazyOf(
        CleanPropertiesTest::scalar,
        CleanPropertiesTest::scalar,
        CleanPropertiesTest::scalar,
        () -> Arbitraries.doubles().list().ofMaxSize(3).map(Object.class::cast),
        () -> text().list().ofMaxSize(3).map(Object.class::cast),
        () -> Arbitraries.maps(text(), text()).ofMaxSize(3).map(Object.class::cast),
        () -> Arbitraries.just(Rows.struct(Rows.USER, Rows.user())));
  }

  @Provide
  Arbitrary<Map<String, Object>> row() {
    return Arbitraries.maps(Arbitraries.of(COLUMNS), anyValue().injectNull(0.1))
        .ofMinSize(3)
        .ofMaxSize(COLUMNS.size())
        .map(
            row -> {
              Map<String, Object> withIndex = new LinkedHashMap<>(row);
              if (!(row.get("ind") instanceof Integer)) {
                withIndex.put("ind", row.size());
              }
              return withIndex;
            });
  }

  @Provide
  Arbitrary<Object> anything() {
    return Arbitraries.oneOf(
        row().map(Object.class::cast),
        row().map(CleanPropertiesTest::struct).map(Object.class::cast),
        anyValue(),
        anyValue().list().ofMaxSize(3).map(Object.class::cast),
        Arbitraries.maps(anyValue(), anyValue()).ofMaxSize(3).map(Object.class::cast));
  }

  @Provide
  Arbitrary<String> policy() {
    return Arbitraries.of("null", "keep", "header");
  }

  @Property
  void noInputThrowsAnythingButDataException(
      @ForAll("preset") String preset, @ForAll("anything") Object input) {
    try (Cleaning cleaning = Cleaning.preset(preset)) {
      try {
        assertThat(cleaning.apply(input)).isNotNull();
      } catch (DataException e) {
        assertThat(e).hasMessageStartingWith("Clean failed on ").hasMessageContaining("expected ");
      }
    }
  }

  @Property
  void theOtherPoliciesLoseNoRecord(
      @ForAll("preset") String preset,
      @ForAll("policy") String policy,
      @ForAll("anything") Object input) {
    try (Cleaning cleaning = Cleaning.with("preset", preset, "on.error", policy)) {
      SinkRecord record = cleaning.apply(input);
      if (record.headers().lastWithName(Clean.REASON) != null) {
        assertThat(record.value()).isSameAs(input);
      } else {
        assertThat(names(record)).startsWith(declared(preset).toArray(String[]::new));
      }
    }
  }

  @Property
  void cleaningCleanRecordsChangesNothing(
      @ForAll("preset") String preset, @ForAll("row") Map<String, Object> row) {
    for (String schemaOutput : List.of("keep", "add", "remove")) {
      try (Cleaning cleaning =
          Cleaning.with("preset", preset, "on.error", "keep", "schema.output", schemaOutput)) {
        SinkRecord once = cleaning.apply(row);
        SinkRecord twice = cleaning.apply(once);
        assertThat(twice.value()).isEqualTo(once.value());
        assertThat(twice.valueSchema()).isEqualTo(once.valueSchema());
        assertThat(twice.headers()).isEqualTo(once.headers());
      }
    }
  }

  @Property
  void orderAndOptionalityAreAsDeclared(
      @ForAll("preset") String preset, @ForAll("row") Map<String, Object> row) {
    Map<String, String> settings = Preset.load(preset);
    try (Cleaning cleaning =
        Cleaning.with("preset", preset, "on.error", "null", "schema.output", "add")) {
      SinkRecord cleaned = cleaning.apply(row);
      if (cleaned.headers().isEmpty()) {
        ((Struct) cleaned.value()).validate();
        assertThat(Cleaning.names(cleaned.valueSchema())).isEqualTo(declared(preset));
        assertThat(cleaned.valueSchema().fields())
            .allSatisfy(
                field ->
                    assertThat(field.schema().isOptional())
                        .isEqualTo(
                            !FieldExpressionParser.parse(settings.get("field." + field.name()))
                                .outputType(false)
                                .required()));
      } else {
        assertThat(cleaned.value()).isSameAs(row);
      }
    }
  }

  @Property
  void schemaAndSchemalessFormsAgree(
      @ForAll("preset") String preset, @ForAll("row") Map<String, Object> row) {
    try (Cleaning cleaning =
        Cleaning.with("preset", preset, "on.error", "keep", "timestamp.output", "iso")) {
      SinkRecord fromMap = cleaning.apply(row);
      SinkRecord fromStruct = cleaning.apply(struct(row));
      if (fromMap.headers().isEmpty()) {
        assertThat(withWideIndex(Cleaning.fields((Struct) fromStruct.value())))
            .isEqualTo(withWideIndex((Map<?, ?>) fromMap.value()));
      } else {
        assertThat(fromStruct.headers()).isNotEmpty();
      }
    }
  }

  /** A schema has to say how wide the index is before it is seen. */
  private static Map<Object, Object> withWideIndex(Map<?, ?> cleaned) {
    Map<Object, Object> wide = new LinkedHashMap<>(cleaned);
    wide.computeIfPresent("ind", (name, index) -> ((Number) index).longValue());
    return wide;
  }

  private static List<String> declared(String preset) {
    return Preset.list(Preset.load(preset).get("fields"));
  }

  private static List<String> names(SinkRecord record) {
    if (record.value() instanceof Struct struct) {
      return Cleaning.names(struct.schema());
    }
    List<String> names = new ArrayList<>();
    ((Map<?, ?>) record.value()).keySet().forEach(name -> names.add((String) name));
    return names;
  }

  /** A struct with exactly the fields of a map. */
  private static Struct struct(Map<String, Object> row) {
    Map<String, Object> values = new HashMap<>();
    SchemaBuilder schema = SchemaBuilder.struct();
    row.forEach(
        (name, value) -> {
          schema.field(name, value == null ? Schema.OPTIONAL_STRING_SCHEMA : schema(value));
          values.put(name, value);
        });
    return Rows.struct(schema.build(), values);
  }

  private static Schema schema(Object value) {
    if (value instanceof Struct struct) {
      return struct.schema();
    }
    if (value instanceof Date) {
      return Timestamp.SCHEMA;
    }
    if (value instanceof BigDecimal decimal) {
      return Decimal.schema(decimal.scale());
    }
    if (value instanceof Map<?, ?> map) {
      return SchemaBuilder.map(Schema.STRING_SCHEMA, elements(map.values())).build();
    }
    if (value instanceof List<?> list) {
      return SchemaBuilder.array(elements(list)).build();
    }
    return new SchemaBuilder(ConnectSchema.schemaType(value.getClass())).build();
  }

  private static Schema elements(Collection<?> elements) {
    return elements.isEmpty() ? Schema.STRING_SCHEMA : schema(elements.iterator().next());
  }
}
