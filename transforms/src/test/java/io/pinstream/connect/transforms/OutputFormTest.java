// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import static io.pinstream.connect.transforms.Rows.date;
import static io.pinstream.connect.transforms.Rows.struct;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings {@code schema.output} and {@code timestamp.output}. */
class OutputFormTest {

  @Test
  void addGivesASchemalessRecordTheDeclaredSchema() {
    try (Cleaning keep = Cleaning.preset("geo");
        Cleaning add = Cleaning.with("preset", "geo", "schema.output", "add")) {
      Struct declared = keep.struct(struct(Rows.GEO, Rows.geo()));
      SinkRecord added = add.apply(keep.map(Rows.geo()));

      assertThat(added.valueSchema().name()).isEqualTo(declared.schema().name());
      assertThat(added.valueSchema().field("ind").schema()).isEqualTo(Schema.INT64_SCHEMA);
      for (String name : List.of("country", "coordinates", "timestamp")) {
        assertThat(added.valueSchema().field(name)).isEqualTo(declared.schema().field(name));
        assertThat(((Struct) added.value()).get(name)).isEqualTo(declared.get(name));
      }
      assertThat(add.apply(Rows.geo()).valueSchema()).isSameAs(added.valueSchema());
    }
  }

  @Test
  void removeTakesTheSchemaAway() {
    try (Cleaning remove = Cleaning.with("preset", "geo", "schema.output", "remove")) {
      SinkRecord removed = remove.apply(struct(Rows.GEO, Rows.geo()));

      Map<String, Object> expected = new LinkedHashMap<>();
      expected.put("ind", 1313);
      expected.put("country", "Cocos (Keeling) Islands");
      expected.put("coordinates", List.of(-88.8298, 8.65953));
      expected.put("timestamp", "2018-06-26T02:39:25Z");
      assertThat(removed.valueSchema()).isNull();
      assertThat(removed.value()).isEqualTo(expected);
    }
  }

  @Test
  void isoIsAStringInASchema() {
    try (Cleaning iso = Cleaning.with("preset", "user", "timestamp.output", "iso")) {
      Struct cleaned = iso.struct(struct(Rows.USER, Rows.user()));

      assertThat(cleaned.schema().field("date_joined").schema())
          .isEqualTo(Schema.OPTIONAL_STRING_SCHEMA);
      assertThat(cleaned.getString("date_joined")).isEqualTo("2016-04-02T03:51:23Z");
    }
  }

  @Test
  void timestampIsADateEvenWithoutASchema() {
    try (Cleaning dates = Cleaning.with("preset", "user", "timestamp.output", "timestamp")) {
      assertThat(dates.map(Rows.user())).containsEntry("date_joined", date("2016-04-02T03:51:23Z"));
    }
  }

  @Test
  void theOutputSchemaIsTheSameObjectForTheSameInputSchema() {
    try (Cleaning geo = Cleaning.preset("geo")) {
      Schema first = geo.struct(struct(Rows.GEO, Rows.geo())).schema();
      assertThat(geo.struct(struct(Rows.GEO, Rows.geo())).schema()).isSameAs(first);
    }
  }

  @Test
  void everySchemaIsCompiledOnceHoweverTheyAlternate() {
    Schema wider =
        SchemaBuilder.struct()
            .field("ind", Schema.INT64_SCHEMA)
            .field("country", Schema.STRING_SCHEMA)
            .build();
    try (Cleaning geo = Cleaning.preset("geo")) {
      Schema first = geo.struct(struct(Rows.GEO, Rows.geo())).schema();
      Struct other = new Struct(wider).put("ind", 5L).put("country", "Peru");
      Schema second = geo.struct(other).schema();

      assertThat(second).isNotEqualTo(first);
      assertThat(geo.struct(struct(Rows.GEO, Rows.geo())).schema()).isSameAs(first);
      assertThat(geo.struct(other).schema()).isSameAs(second);
      assertThat(geo.struct(other).get("ind")).isEqualTo(5L);
    }
  }

  @Test
  void hundredsOfSchemasInTurnsAreCompiledOnceEach() {
    List<Schema> inputs = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      inputs.add(
          SchemaBuilder.struct()
              .field("ind", Schema.INT32_SCHEMA)
              .field("country", Schema.STRING_SCHEMA)
              .field("column" + i, Schema.OPTIONAL_STRING_SCHEMA)
              .build());
    }
    try (Cleaning geo = Cleaning.preset("geo")) {
      List<Schema> first = inputs.stream().map(schema -> outputSchema(geo, schema)).toList();
      List<Schema> second = inputs.stream().map(schema -> outputSchema(geo, schema)).toList();
      for (int i = 0; i < inputs.size(); i++) {
        assertThat(second.get(i)).isSameAs(first.get(i));
      }
    }
  }

  private static Schema outputSchema(Cleaning geo, Schema input) {
    return geo.struct(new Struct(input).put("ind", 5).put("country", "Peru")).schema();
  }

  /** JsonConverter has no schema to say what a Date or a BigDecimal is. */
  @Test
  void datesTimesAndDecimalsBecomeTextWithoutASchema() {
    Schema times = SchemaBuilder.array(Time.SCHEMA).build();
    Schema row =
        SchemaBuilder.struct()
            .field("day", Date.SCHEMA)
            .field("at", Time.SCHEMA)
            .field("price", Decimal.schema(2))
            .field("times", times)
            .field("seen", Timestamp.SCHEMA)
            .build();
    Schema outer = SchemaBuilder.struct().field("row", row).build();
    Struct value =
        new Struct(row)
            .put("day", date("2018-06-26T00:00:00Z"))
            .put("at", date("1970-01-01T03:52:47.500Z"))
            .put("price", new BigDecimal("12.50"))
            .put("times", List.of(date("1970-01-01T09:30:00Z")))
            .put("seen", date("2018-06-26T02:39:25Z"));
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("day", "2018-06-26");
    expected.put("at", "03:52:47.5");
    expected.put("price", "12.50");
    expected.put("times", List.of("09:30:00"));
    expected.put("seen", "2018-06-26T02:39:25Z");
    try (Cleaning inner = Cleaning.with("fields", "row", "schema.output", "remove");
        Cleaning all = Cleaning.with("fields", "*", "schema.output", "remove");
        JsonConverter json = new JsonConverter()) {
      json.configure(Map.of("schemas.enable", false), false);
      SinkRecord whole = inner.apply(new Struct(outer).put("row", value));
      assertThat(whole.value()).isEqualTo(Map.of("row", expected));
      assertThat(json.fromConnectData("t", null, whole.value())).isNotEmpty();
      assertThat(all.apply(value).value()).isEqualTo(expected);
    }
  }

  @Test
  void defaultsInsideOfStructsSurviveTheirSchema() {
    Schema price =
        SchemaBuilder.struct()
            .field("currency", SchemaBuilder.string().defaultValue("EUR").build())
            .field("unit", SchemaBuilder.string().optional().defaultValue("kg").build())
            .build();
    Schema row = SchemaBuilder.struct().field("price", price).build();
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("currency", "EUR");
    expected.put("unit", null);
    try (Cleaning remove = Cleaning.with("fields", "price", "schema.output", "remove")) {
      Struct value = new Struct(row).put("price", new Struct(price).put("unit", null));
      assertThat(remove.apply(value).value()).isEqualTo(Map.of("price", expected));
    }
  }

  @Test
  void isoIsForFieldsThatAreTimestampsOrDeclaredSo() {
    Schema inner = SchemaBuilder.struct().field("at", Timestamp.SCHEMA).build();
    Schema row =
        SchemaBuilder.struct()
            .field("at", Timestamp.SCHEMA)
            .field("declared", SchemaBuilder.array(Timestamp.SCHEMA).build())
            .field("times", SchemaBuilder.array(Timestamp.SCHEMA).build())
            .field("inner", inner)
            .build();
    java.util.Date time = date("2018-06-26T02:39:25Z");
    Struct value =
        new Struct(row)
            .put("at", time)
            .put("declared", List.of(time))
            .put("times", List.of(time))
            .put("inner", new Struct(inner).put("at", time));
    try (Cleaning iso =
        Cleaning.with(
            "fields", "*",
            "field.declared", "declared : array<timestamp>",
            "timestamp.output", "iso")) {
      String text = "2018-06-26T02:39:25Z";
      Struct cleaned = iso.struct(value);
      assertThat(cleaned.get("at")).isEqualTo(text);
      assertThat(cleaned.get("declared")).isEqualTo(List.of(text));
      assertThat(cleaned.get("times")).isEqualTo(List.of(time));
      assertThat(cleaned.get("inner")).isEqualTo(value.get("inner"));
    }
  }

  @Test
  void aTimeOfDayIsNoTimestampOf1970() {
    Schema row = SchemaBuilder.struct().field("day", Date.SCHEMA).field("at", Time.SCHEMA).build();
    Struct value =
        new Struct(row)
            .put("day", date("2018-06-26T00:00:00Z"))
            .put("at", date("1970-01-01T03:52:47Z"));
    try (Cleaning text =
            Cleaning.with(
                "fields", "day,at", "field.day", "day : string", "field.at", "at : string");
        Cleaning timestamp = Cleaning.with("fields", "day", "field.day", "day : timestamp");
        Cleaning wrong = Cleaning.with("fields", "at", "field.at", "at : timestamp");
        Cleaning same = Cleaning.with("fields", "day, at")) {
      assertThat(Cleaning.fields(text.struct(value)))
          .isEqualTo(Map.of("day", "2018-06-26", "at", "03:52:47"));
      assertThat(timestamp.struct(value).get("day")).isEqualTo(date("2018-06-26T00:00:00Z"));
      assertThat(same.struct(value)).isEqualTo(value);
      assertThatThrownBy(() -> wrong.struct(value))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("field at")
          .hasMessageContaining("a real date and time");
    }
  }

  @Test
  void recordsPartsBesideTheValueStay() {
    try (Cleaning geo = Cleaning.preset("geo")) {
      SinkRecord record = Cleaning.record(Rows.GEO, struct(Rows.GEO, Rows.geo()));
      record.headers().addLong("post.seq", 4L);
      SinkRecord cleaned = geo.apply(record);

      assertThat(cleaned.topic()).isEqualTo(record.topic());
      assertThat(cleaned.key()).isEqualTo("1313");
      assertThat(cleaned.headers().lastWithName("post.seq").value()).isEqualTo(4L);
    }
  }

  @Test
  void nullValuesPass() {
    try (Cleaning geo = Cleaning.with("preset", "geo", "schema.output", "add")) {
      SinkRecord tombstone = Cleaning.record(null, null);
      assertThat(geo.apply(tombstone)).isSameAs(tombstone);
    }
  }

  /**
   * Connect sends a source's record again after an error that passes, through all transformations:
   * what one behind this one has added to the headers would be there twice.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void headersThatAreAddedBehindAreNotThoseOfTheRecordThatCame(boolean some) {
    SinkRecord record = Cleaning.record(null, Rows.pin());
    if (some) {
      record.headers().addLong("post.seq", 4L);
    }
    Headers before = record.headers().duplicate();
    try (Cleaning cleaning = Cleaning.preset("pin")) {
      cleaning.apply(record).headers().addString("by", "another");

      assertThat(record.headers()).isEqualTo(before);
    }
  }
}
