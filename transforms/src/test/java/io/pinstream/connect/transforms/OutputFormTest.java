// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import static io.pinstream.connect.transforms.Rows.date;
import static io.pinstream.connect.transforms.Rows.struct;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** The settings {@code schema.output} and {@code timestamp.output}. */
class OutputFormTest {

  @Test
  void addGivesASchemalessRecordTheDeclaredSchema() {
    try (Cleaning keep = Cleaning.preset("geo");
        Cleaning add = Cleaning.with("preset", "geo", "schema.output", "add")) {
      Struct declared = keep.struct(struct(Rows.GEO, Rows.geo()));
      SinkRecord added = add.apply(keep.map(Rows.geo()));

      assertThat(added.valueSchema()).isEqualTo(declared.schema());
      assertThat(added.value()).isEqualTo(declared);
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

      assertThat(second).isEqualTo(first);
      assertThat(geo.struct(struct(Rows.GEO, Rows.geo())).schema()).isSameAs(first);
      assertThat(geo.struct(other).schema()).isSameAs(second);
      assertThat(geo.struct(other).get("ind")).isEqualTo(5);
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
}
