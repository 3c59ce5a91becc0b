// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import static io.pinstream.connect.transforms.Rows.date;
import static io.pinstream.connect.transforms.Rows.struct;
import static io.pinstream.connect.transforms.Rows.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the presets make of rows, rule by rule. */
class PresetTest {
  private static final List<String> PIN_FIELDS =
      List.of(
          "ind",
          "unique_id",
          "title",
          "description",
          "follower_count",
          "poster_name",
          "tag_list",
          "is_image_or_video",
          "image_src",
          "save_location",
          "category");

  private final Cleaning pin = Cleaning.preset("pin");
  private final Cleaning geo = Cleaning.preset("geo");
  private final Cleaning user = Cleaning.preset("user");

  private Map<String, Object> pin(String column, Object value) {
    Map<String, Object> row = with(Rows.pin(), column, value);
    Map<String, Object> fromMap = pin.map(row);
    Map<String, Object> fromStruct = Cleaning.fields(pin.struct(struct(Rows.PIN, row)));
    assertThat(fromStruct).isEqualTo(fromMap);
    return fromMap;
  }

  @Test
  void cleansAPinInTheDeclaredOrder() {
    Map<String, Object> cleaned = pin("downloaded", 1);

    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("ind", 1313);
    expected.put("unique_id", "0f0e5b52-9d27-4a4b-8d5c-0a1d4f1c8e11");
    expected.put("title", "Ten Ways to Fold a Paper Crane \uD83E\uDDA2\nPart 1");
    expected.put("description", "Fold it once, fold it twice…\u00a0");
    expected.put("follower_count", 43_000L);
    expected.put("poster_name", " Paper & Co. ");
    expected.put("tag_list", "Paper,Crane,Folding");
    expected.put("is_image_or_video", "video");
    expected.put("image_src", "https://images.example.org/originals/AB/cd.jpg");
    expected.put("save_location", "/data/diy-and-crafts");
    expected.put("category", "diy-and-crafts");
    assertThat(cleaned).containsExactlyEntriesOf(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "title;No Title Data Available",
        "title;''",
        "title;Untitled",
        "description;No description available Story format",
        "description;No description available",
        "description;Untitled",
        "description;''",
        "poster_name;User Info Error",
        "follower_count;User Info Error",
        "tag_list;N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e",
        "image_src;Image src error.",
        "unique_id;''",
        "category; ",
        "is_image_or_video;  ",
        "save_location;",
        "save_location;Local save in ",
        "follower_count; "
      })
  void makesSentinelsAndBlanksNull(String column, String sentinel) {
    assertThat(pin(column, sentinel)).containsEntry(column, null);
  }

  @ParameterizedTest
  @CsvSource({
    "title,No matter how you fold it",
    "title,Untitled: Photo",
    "title,Loading...",
    "title,User Info Error",
    "title,no title data available",
    "description,No description available for this",
    "poster_name,Error & Sons",
    "image_src,Image src error",
    "category,None",
    "is_image_or_video,multi-video(story page format)"
  })
  void leavesTextThatOnlyLooksLikeASentinel(String column, String text) {
    assertThat(pin(column, text)).containsEntry(column, text);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "7,7",
    "986,986",
    "43k,43000",
    "134k,134000",
    "5M,5000000",
    "15M,15000000",
    "1.5k,1500",
    "2B,2000000000",
    "1.25M,1250000",
    "43000,43000"
  })
  void readsCounts(String text, long count) {
    assertThat(pin("follower_count", text)).containsEntry("follower_count", count);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"many", "k", "1.5", "1.2345k", "43kk", "4 3k", "-1", "1,5k", ".5k", "5.k"})
  void neverGuessesACount(String text) {
    assertThatThrownBy(() -> pin.map(with(Rows.pin(), "follower_count", text)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("follower_count")
        .hasMessageContaining("expected a count")
        .hasMessageContaining("got " + text);
  }

  @Test
  void nullStaysNullAndNoFieldIsEverMissing() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("ind", "5");
    row.put("save_location", null);

    Map<String, Object> cleaned = pin.map(row);

    assertThat(cleaned.keySet()).containsExactlyElementsOf(PIN_FIELDS);
    assertThat(cleaned).containsEntry("ind", 5);
    assertThat(cleaned.values()).filteredOn(value -> value != null).hasSize(1);
  }

  @Test
  void cleansAGeolocationWithItsFloatsAsWritten() {
    Struct cleaned = geo.struct(struct(Rows.GEO, Rows.geo()));

    assertThat(Cleaning.names(cleaned.schema()))
        .containsExactly("ind", "country", "coordinates", "timestamp");
    assertThat(cleaned.getInt32("ind")).isEqualTo(1313);
    assertThat(cleaned.getString("country")).isEqualTo("Cocos (Keeling) Islands");
    assertThat(cleaned.getArray("coordinates")).containsExactly(-88.8298, 8.65953);
    assertThat(cleaned.get("timestamp")).isEqualTo(date("2018-06-26T02:39:25Z"));
  }

  @Test
  void cleansASchemalessGeolocationToIsoText() {
    Map<String, Object> row = with(Rows.geo(), "latitude", "-89.5236");
    row.put("longitude", 8.65953);
    row.put("index", row.remove("ind"));

    assertThat(geo.map(row))
        .containsEntry("ind", 1313)
        .containsEntry("coordinates", List.of(-89.5236, 8.65953))
        .containsEntry("timestamp", "2018-06-26T02:39:25Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "2020-08-28 03:52:47;2020-08-28T03:52:47Z",
        "2020-08-28T03:52:47;2020-08-28T03:52:47Z",
        "2020-08-28T03:52:47Z;2020-08-28T03:52:47Z",
        "2020-08-28T03:52:47.5;2020-08-28T03:52:47.500Z",
        "2020-08-28T03:52:47.000Z;2020-08-28T03:52:47Z",
        "2020-08-28T03:52:47.123456Z;2020-08-28T03:52:47.123Z",
        "2020-08-28 03:52:47.0;2020-08-28T03:52:47Z",
        "2020-08-28T05:52:47+02:00;2020-08-28T03:52:47Z",
        "08/28/2020, 03:52:47;2020-08-28T03:52:47Z",
        "2020-02-29 00:00:00;2020-02-29T00:00:00Z"
      })
  void readsTimestampsInEveryForm(String text, String instant) {
    assertThat(geo.map(with(Rows.geo(), "timestamp", text))).containsEntry("timestamp", instant);
    assertThat(user.map(with(Rows.user(), "date_joined", text)))
        .containsEntry("date_joined", instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2021-02-29 00:00:00",
        "2020-13-01 00:00:00",
        "2020-12-32 00:00:00",
        "2020-12-01 24:00:00",
        "0000-00-00 00:00:00",
        "28/08/2020, 03:52:47",
        "2020-08-28",
        "yesterday",
        "[\"timestamp\"]"
      })
  void neverGuessesATimestamp(String text) {
    assertThatThrownBy(() -> geo.map(with(Rows.geo(), "timestamp", text)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("field timestamp")
        .hasMessageContaining("expected a real date and time");
  }

  @Test
  void halfACoordinateIsNoPlace() {
    assertThat(geo.map(with(Rows.geo(), "latitude", null))).containsEntry("coordinates", null);
    assertThat(geo.map(with(Rows.geo(), "longitude", ""))).containsEntry("coordinates", null);
  }

  @ParameterizedTest
  @CsvSource({"Ada,Miller,Ada Miller", "Ada,,Ada", ",Miller,Miller", ",,", "' ',Miller,Miller"})
  void joinsNames(String first, String last, String name) {
    Map<String, Object> row = with(with(Rows.user(), "first_name", first), "last_name", last);
    assertThat(user.map(row)).containsEntry("user_name", name);
  }

  @Test
  void cleansAUser() {
    Struct cleaned = user.struct(struct(Rows.USER, Rows.user()));

    assertThat(Cleaning.fields(cleaned))
        .containsExactly(
            Map.entry("ind", 1313),
            Map.entry("user_name", "Ada Miller"),
            Map.entry("age", 32),
            Map.entry("date_joined", date("2016-04-02T03:51:23Z")));
    assertThat(user.map(with(Rows.user(), "age", "32"))).containsEntry("age", 32);
  }

  /** An emulation that goes on for ever numbers posts beyond 32 bits. */
  @Test
  void theIndexStaysAsWideAsItComes() {
    long wide = 4_000_000_007_528L;
    Schema wideGeo =
        SchemaBuilder.struct()
            .field("ind", Schema.INT64_SCHEMA)
            .field("country", Schema.STRING_SCHEMA)
            .build();
    Struct cleaned = geo.struct(new Struct(wideGeo).put("ind", wide).put("country", "Peru"));
    assertThat(cleaned.schema().field("ind").schema()).isEqualTo(Schema.INT64_SCHEMA);
    assertThat(cleaned.get("ind")).isEqualTo(wide);
    assertThat(geo.map(with(Rows.geo(), "ind", wide))).containsEntry("ind", wide);
    assertThat(user.map(with(Rows.user(), "ind", Long.toString(wide)))).containsEntry("ind", wide);
    for (String preset : List.of("geo", "post")) {
      try (Cleaning add = Cleaning.with("preset", preset, "schema.output", "add")) {
        Map<String, Object> row = with(with(Rows.geo(), "ind", 7), "user_name", "Ada");
        row.put("unique_id", "a");
        Struct added = (Struct) add.apply(row).value();
        assertThat(added.schema().field("ind").schema()).isEqualTo(Schema.INT64_SCHEMA);
        assertThat(added.get("ind")).isEqualTo(7L);
      }
    }
    Schema both =
        SchemaBuilder.struct()
            .field("ind", Schema.OPTIONAL_INT32_SCHEMA)
            .field("index", Schema.OPTIONAL_INT64_SCHEMA)
            .field("country", Schema.STRING_SCHEMA)
            .build();
    assertThat(geo.struct(new Struct(both).put("index", wide).put("country", "P")).get("ind"))
        .isEqualTo(wide);
  }

  @Test
  void postIsAllThreeFlatWithTheIndexOnce() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.putAll(pin.map(Rows.pin()));
    row.putAll(geo.map(Rows.geo()));
    row.putAll(user.map(Rows.user()));

    try (Cleaning post = Cleaning.with("preset", "post", "schema.output", "add")) {
      Struct cleaned = (Struct) post.apply(row).value();
      List<String> order = new ArrayList<>(PIN_FIELDS);
      order.addAll(Arrays.asList("country", "coordinates", "timestamp", "user_name", "age"));
      order.add("date_joined");
      assertThat(Cleaning.names(cleaned.schema())).containsExactlyElementsOf(order);
      assertThat(cleaned.schema().name()).isEqualTo("io.pinstream.Post");
      assertThat(cleaned.get("timestamp")).isEqualTo(date("2018-06-26T02:39:25Z"));
      assertThat(cleaned.getInt64("follower_count")).isEqualTo(43_000L);
    }
    try (Cleaning post = Cleaning.preset("post")) {
      assertThat(post.map(row)).isEqualTo(row);
    }
  }

  @Test
  void declaresTypesAndOptionality() {
    Schema schema = geo.struct(struct(Rows.GEO, Rows.geo())).schema();

    assertThat(schema.name()).isEqualTo("io.pinstream.Geo");
    assertThat(schema.field("ind").schema()).isEqualTo(Schema.INT32_SCHEMA);
    assertThat(schema.field("country").schema()).isEqualTo(Schema.OPTIONAL_STRING_SCHEMA);
    assertThat(schema.field("coordinates").schema().isOptional()).isTrue();
    assertThat(schema.field("coordinates").schema().valueSchema()).isEqualTo(Schema.FLOAT64_SCHEMA);
    assertThat(schema.field("timestamp").schema())
        .isEqualTo(Timestamp.builder().optional().build());
    assertThat(pin.struct(struct(Rows.PIN, Rows.pin())).schema().field("follower_count").schema())
        .isEqualTo(Schema.OPTIONAL_INT64_SCHEMA);
  }

  @Test
  void whatIsCleanPassesUnchanged() {
    Struct clean = geo.struct(struct(Rows.GEO, Rows.geo()));
    assertThat(geo.struct(clean)).isEqualTo(clean);
    Map<String, Object> cleanMap = pin.map(Rows.pin());
    assertThat(pin.map(cleanMap)).isEqualTo(cleanMap);
  }
}
