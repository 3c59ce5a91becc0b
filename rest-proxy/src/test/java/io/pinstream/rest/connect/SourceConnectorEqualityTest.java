// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinstream.rest.config.InvalidSettingException;
import io.pinstream.rest.config.ProxyConfig;
import io.pinstream.rest.config.SettingsFile;
import io.pinstream.rest.rows.Json;
import io.pinstream.rest.rows.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A row that a script posts is byte for byte the record that the source connector makes of the same
 * row: the same properties clean both, once as a struct from the database, once as JSON.
 */
class SourceConnectorEqualityTest {
  private static final Schema PIN =
      SchemaBuilder.struct()
          .field("index", Schema.INT32_SCHEMA)
          .field("unique_id", Schema.OPTIONAL_STRING_SCHEMA)
          .field("title", Schema.OPTIONAL_STRING_SCHEMA)
          .field("description", Schema.OPTIONAL_STRING_SCHEMA)
          .field("poster_name", Schema.OPTIONAL_STRING_SCHEMA)
          .field("follower_count", Schema.OPTIONAL_STRING_SCHEMA)
          .field("tag_list", Schema.OPTIONAL_STRING_SCHEMA)
          .field("is_image_or_video", Schema.OPTIONAL_STRING_SCHEMA)
          .field("image_src", Schema.OPTIONAL_STRING_SCHEMA)
          .field("downloaded", Schema.OPTIONAL_INT32_SCHEMA)
          .field("save_location", Schema.OPTIONAL_STRING_SCHEMA)
          .field("category", Schema.OPTIONAL_STRING_SCHEMA)
          .build();
  private static final Schema GEO =
      SchemaBuilder.struct()
          .field("ind", Schema.INT32_SCHEMA)
          .field("timestamp", Timestamp.builder().optional().build())
          .field("latitude", Schema.OPTIONAL_FLOAT32_SCHEMA)
          .field("longitude", Schema.OPTIONAL_FLOAT32_SCHEMA)
          .field("country", Schema.OPTIONAL_STRING_SCHEMA)
          .build();
  private static final Schema USER =
      SchemaBuilder.struct()
          .field("ind", Schema.INT32_SCHEMA)
          .field("first_name", Schema.OPTIONAL_STRING_SCHEMA)
          .field("last_name", Schema.OPTIONAL_STRING_SCHEMA)
          .field("age", Schema.OPTIONAL_INT32_SCHEMA)
          .field("date_joined", Timestamp.builder().optional().build())
          .build();

  private final Pipeline proxy = pipeline("rest.properties");
  private final Pipeline connector = pipeline("source.properties");
  private final RecordConverters connectorsConverters = converters("source.properties");

  private static Map<String, String> settings(String file) throws InvalidSettingException {
    Map<String, String> settings = SettingsFile.read(Path.of("../config/local", file));
    // What the source connector alone has is no setting of the proxy.
    settings
        .keySet()
        .removeIf(
            name ->
                !name.matches("(transforms|predicates|key[.]converter|value[.]converter)([.].*)?"));
    settings.put("bootstrap.servers", "127.0.0.1:1");
    settings.put("user.id", "ada");
    return ProxyConfig.of(settings).connector();
  }

  private static Pipeline pipeline(String file) {
    try {
      return new Pipeline(settings(file));
    } catch (InvalidSettingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RecordConverters converters(String file) {
    try {
      return new RecordConverters(settings(file));
    } catch (InvalidSettingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings()
            .all()
            .excludeChars('\ud800', '\udfff')
            .ofMaxLength(20)
            .map(SourceConnectorEqualityTest::wellFormed),
        Arbitraries.of(
            "No Title Data Available", "Untitled", "", "  ", "😀 é \n\t\"", "User Info Error"),
        Arbitraries.just((String) null));
  }

  /** Half an emoji is no text that a database or a script could hold. */
  private static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  @Property(tries = 300)
  void pinsAreThoseOfTheConnector(
      @ForAll int index,
      @ForAll("texts") String title,
      @ForAll("texts") String description,
      @ForAll("texts") String poster,
      @ForAll("counts") String count)
      throws UncleanRowException {
    Struct row =
        new Struct(PIN)
            .put("index", index)
            .put("unique_id", "44662045-e891-4821-8a19-ebe7eedd371a")
            .put("title", title)
            .put("description", description)
            .put("poster_name", poster)
            .put("follower_count", count)
            .put("tag_list", "a,b")
            .put("is_image_or_video", "image")
            .put("image_src", "Image src error.")
            .put("downloaded", 0)
            .put("save_location", "Local save in /data/art")
            .put("category", "art");
    assertEqual("ada.pin", index, row);
  }

  @Provide
  Arbitrary<String> counts() {
    return Combinators.combine(Arbitraries.integers().between(0, 999), Arbitraries.of("", "k", "M"))
        .as((number, unit) -> number + unit)
        .injectNull(0.1);
  }

  @Property(tries = 300)
  void geosAreThoseOfTheConnector(
      @ForAll int index,
      @ForAll("coordinates") Float latitude,
      @ForAll("coordinates") Float longitude,
      @ForAll("seconds") long seconds,
      @ForAll("texts") String country)
      throws UncleanRowException {
    Struct row =
        new Struct(GEO)
            .put("ind", index)
            .put("timestamp", Date.from(Instant.ofEpochSecond(seconds)))
            .put("latitude", latitude)
            .put("longitude", longitude)
            .put("country", country);
    assertEqual("ada.geo", index, row);
  }

  @Provide
  Arbitrary<Float> coordinates() {
    return Arbitraries.integers()
        .between(-1_800_000, 1_800_000)
        .map(scaled -> Float.parseFloat(scaled + "e-4"))
        .injectNull(0.05);
  }

  @Provide
  Arbitrary<Long> seconds() {
    return Arbitraries.longs().between(1_000_000_000L, 1_900_000_000L);
  }

  @Property(tries = 300)
  void usersAreThoseOfTheConnector(
      @ForAll int index,
      @ForAll("texts") String first,
      @ForAll("texts") String last,
      @ForAll("seconds") long seconds)
      throws UncleanRowException {
    Struct row =
        new Struct(USER)
            .put("ind", index)
            .put("first_name", first)
            .put("last_name", last)
            .put("age", 32)
            .put("date_joined", Date.from(Instant.ofEpochSecond(seconds)));
    assertEqual("ada.user", index, row);
  }

  /** The connector's own key is the index as text. */
  private void assertEqual(String topic, int index, Struct row) throws UncleanRowException {
    SourceRecord source =
        new SourceRecord(
            null,
            null,
            topic,
            null,
            Schema.STRING_SCHEMA,
            Integer.toString(index),
            row.schema(),
            row);
    ProducerRecord<byte[], byte[]> expected =
        connectorsConverters.convert(connector.transform(source));
    ProducerRecord<byte[], byte[]> posted =
        proxy.record(topic, Row.of(null, asPosted(row), null), 0);
    assertThat(text(posted.value())).isEqualTo(text(expected.value()));
    assertThat(text(posted.key())).isEqualTo(text(expected.key()));
    assertThat(posted.partition()).isNull();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The row as a script reads it, with times as Python prints them, through JSON. */
  private static Object asPosted(Struct row) {
    Map<String, Object> posted = new LinkedHashMap<>();
    row.schema()
        .fields()
        .forEach(
            field -> {
              Object value = row.get(field);
              posted.put(
                  field.name(),
                  value instanceof Date date
                      ? date.toInstant().toString().replace('T', ' ').replace("Z", "")
                      : value);
            });
    try {
      return new ObjectMapper().readValue(Json.write(posted), Object.class);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
