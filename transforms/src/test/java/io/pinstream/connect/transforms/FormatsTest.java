// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import static io.pinstream.connect.transforms.Rows.date;
import static io.pinstream.connect.transforms.Rows.struct;
import static org.assertj.core.api.Assertions.assertThat;

import io.apicurio.registry.utils.converter.avro.AvroData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.LocalOutputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is cleaned passes through the formats in which it is stored, and comes back the same. */
class FormatsTest {
  private static final String TOPIC = "ada.topic";

  /** A record of each kind, full and as empty as it can be. */
  record Sample(Map<String, String> declared, Object raw) {

    Sample(String preset, Object raw) {
      this(Map.of("preset", preset), raw);
    }

    Cleaning sink() {
      return Cleaning.with(settings());
    }

    private Map<String, String> settings() {
      Map<String, String> settings = new HashMap<>(declared);
      settings.put("schema.output", "add");
      return settings;
    }

    SinkRecord cleaned(String... settings) {
      Map<String, String> all = settings();
      for (int i = 0; i < settings.length; i += 2) {
        all.put(settings[i], settings[i + 1]);
      }
      try (Clean.Value<SinkRecord> clean = new Clean.Value<>()) {
        clean.configure(all);
        return clean.apply(
            Cleaning.record(raw instanceof Struct struct ? struct.schema() : null, raw));
      }
    }
  }

  private static final Sample GEO = new Sample("geo", struct(Rows.GEO, Rows.geo()));
  private static final Sample EMPTY_GEO = new Sample("geo", new Struct(Rows.GEO).put("ind", 5));
  private static final Sample USER = new Sample("user", struct(Rows.USER, Rows.user()));

  /** Every type that can be declared, alone and in an array. */
  private static final Sample TYPES =
      new Sample(
          declareEveryType(),
          Map.of(
              "string",
              "a\u00a0b",
              "boolean",
              true,
              "int32",
              Integer.MIN_VALUE,
              "int64",
              Long.MAX_VALUE,
              "integer",
              Long.MIN_VALUE,
              "float64",
              -88.8298,
              "timestamp",
              "2018-06-26T02:39:25.125Z"));

  private static final Sample NO_VALUES = new Sample(declareEveryType(), Map.of());

  private static Map<String, String> declareEveryType() {
    List<String> fields = new ArrayList<>();
    Map<String, String> settings = new HashMap<>();
    for (FieldType.Kind kind : FieldType.Kind.values()) {
      if (kind != FieldType.Kind.ARRAY) {
        fields.add(kind.word());
        fields.add(kind.word() + "s");
        settings.put("field." + kind.word(), kind.word() + " : " + kind.word());
        settings.put(
            "field." + kind.word() + "s", "[%1$s, %1$s] : array<%1$s>".formatted(kind.word()));
      }
    }
    settings.put("fields", String.join(",", fields));
    settings.put("schema.name", "io.pinstream.Types");
    return settings;
  }

  static List<Sample> samples() {
    return List.of(
        new Sample("pin", struct(Rows.PIN, Rows.pin())),
        new Sample("pin", new Struct(Rows.PIN).put("index", 5)),
        GEO,
        EMPTY_GEO,
        USER,
        new Sample("post", post()),
        new Sample(
            "post", Map.of("ind", 5, "unique_id", "a", "country", "Peru", "user_name", "Ada")),
        TYPES,
        NO_VALUES);
  }

  private static Map<String, Object> post() {
    Map<String, Object> post = new LinkedHashMap<>(Rows.pin());
    post.putAll(Rows.geo());
    post.putAll(Rows.user());
    return post;
  }

  private static JsonConverter json(boolean schemas) {
    JsonConverter converter = new JsonConverter();
    converter.configure(Map.of("schemas.enable", schemas), false);
    return converter;
  }

  private static String text(SinkRecord record) {
    try (JsonConverter json = json(false)) {
      return new String(
          json.fromConnectData(TOPIC, record.valueSchema(), record.value()),
          StandardCharsets.UTF_8);
    }
  }

  @Test
  void jsonWithoutSchemasIsTheWireFormat() {
    assertThat(text(GEO.cleaned("timestamp.output", "iso")))
        .isEqualTo(
            "{\"ind\":1313,\"country\":\"Cocos (Keeling) Islands\","
                + "\"coordinates\":[-88.8298,8.65953],\"timestamp\":\"2018-06-26T02:39:25Z\"}");
    assertThat(text(GEO.cleaned("schema.output", "remove")))
        .isEqualTo(text(GEO.cleaned("timestamp.output", "iso")));
    assertThat(text(EMPTY_GEO.cleaned()))
        .isEqualTo("{\"ind\":5,\"country\":null,\"coordinates\":null,\"timestamp\":null}");
    assertThat(text(USER.cleaned("timestamp.output", "iso")))
        .isEqualTo(
            "{\"ind\":1313,\"user_name\":\"Ada Miller\",\"age\":32,"
                + "\"date_joined\":\"2016-04-02T03:51:23Z\"}");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theSinkSideGivesSchemalessJsonItsSchemaBack(Sample sample) {
    SinkRecord declared = sample.cleaned();
    for (String timestamps : new String[] {"iso", "timestamp"}) {
      try (JsonConverter json = json(false);
          Cleaning sink = sample.sink()) {
        SinkRecord written = sample.cleaned("timestamp.output", timestamps);
        SchemaAndValue read =
            json.toConnectData(
                TOPIC, json.fromConnectData(TOPIC, written.valueSchema(), written.value()));

        assertThat(read.schema()).isNull();
        assertThat(withWideIndex(sink.apply(read.value()).value()))
            .isEqualTo(withWideIndex(declared.value()));
      }
    }
  }

  /** JSON does not say how wide an integer is: without a schema the index is one of 64 bits. */
  private static Map<String, Object> withWideIndex(Object struct) {
    Map<String, Object> fields = Cleaning.fields((Struct) struct);
    fields.computeIfPresent("ind", (name, index) -> ((Number) index).longValue());
    fields.computeIfPresent("integer", (name, number) -> ((Number) number).longValue());
    return fields;
  }

  @ParameterizedTest
  @MethodSource("samples")
  void jsonWithSchemasComesBackTheSame(Sample sample) {
    SinkRecord record = sample.cleaned();
    try (JsonConverter json = json(true)) {
      SchemaAndValue read =
          json.toConnectData(
              TOPIC, json.fromConnectData(TOPIC, record.valueSchema(), record.value()));
      assertThat(read.schema()).isEqualTo(record.valueSchema());
      assertThat(read.value()).isEqualTo(record.value());
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void avroComesBackTheSame(Sample sample) {
    for (String policy : new String[] {"fail", "keep"}) {
      SinkRecord record = sample.cleaned("on.error", policy);
      AvroData avro = new AvroData(8);
      org.apache.avro.Schema schema = avro.fromConnectSchema(record.valueSchema());
      Object value = avro.fromConnectData(record.valueSchema(), record.value());
      SchemaAndValue read =
          avro.toConnectData(new org.apache.avro.Schema.Parser().parse(schema.toString()), value);

      assertThat(schema.getFullName()).isEqualTo(record.valueSchema().name());
      assertThat(read.schema().fields()).isEqualTo(record.valueSchema().fields());
      assertThat(Cleaning.fields((Struct) read.value()))
          .isEqualTo(Cleaning.fields((Struct) record.value()));
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void parquetComesBackTheSame(Sample sample, @TempDir Path folder) throws IOException {
    SinkRecord record = sample.cleaned();
    AvroData avro = new AvroData(8);
    GenericRecord written =
        (GenericRecord) avro.fromConnectData(record.valueSchema(), record.value());
    Path file = folder.resolve("records.parquet");
    try (ParquetWriter<GenericRecord> writer =
        AvroParquetWriter.<GenericRecord>builder(new LocalOutputFile(file))
            .withSchema(written.getSchema())
            .withConf(new PlainParquetConfiguration())
            .build()) {
      writer.write(written);
    }
    try (ParquetReader<GenericRecord> reader =
        AvroParquetReader.<GenericRecord>builder(
                new LocalInputFile(file), new PlainParquetConfiguration())
            .withDataModel(new GenericData())
            .build()) {
      SchemaAndValue read = avro.toConnectData(written.getSchema(), reader.read());
      assertThat(Cleaning.fields((Struct) read.value()))
          .isEqualTo(Cleaning.fields((Struct) record.value()));
    }
  }

  @Test
  void timestampsAreInstants() {
    assertThat(((Struct) USER.cleaned().value()).get("date_joined"))
        .isEqualTo(date("2016-04-02T03:51:23Z"));
  }
}
