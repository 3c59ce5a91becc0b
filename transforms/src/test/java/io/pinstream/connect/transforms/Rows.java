// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;

/** Made-up rows in the shape in which the three tables' rows reach the transform. */
final class Rows {
  static final Schema PIN =
      SchemaBuilder.struct()
          .name("pinterest_data")
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

  static final Schema GEO =
      SchemaBuilder.struct()
          .name("geolocation_data")
          .field("ind", Schema.INT32_SCHEMA)
          .field("timestamp", Timestamp.builder().optional().build())
          .field("latitude", Schema.OPTIONAL_FLOAT32_SCHEMA)
          .field("longitude", Schema.OPTIONAL_FLOAT32_SCHEMA)
          .field("country", Schema.OPTIONAL_STRING_SCHEMA)
          .build();

  static final Schema USER =
      SchemaBuilder.struct()
          .name("user_data")
          .field("ind", Schema.INT32_SCHEMA)
          .field("first_name", Schema.OPTIONAL_STRING_SCHEMA)
          .field("last_name", Schema.OPTIONAL_STRING_SCHEMA)
          .field("age", Schema.OPTIONAL_INT32_SCHEMA)
          .field("date_joined", Timestamp.builder().optional().build())
          .build();

  private Rows() {}

  static Map<String, Object> pin() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("index", 1313);
    row.put("unique_id", "0f0e5b52-9d27-4a4b-8d5c-0a1d4f1c8e11");
    row.put("title", "Ten Ways to Fold a Paper Crane \uD83E\uDDA2\nPart 1");
    row.put("description", "Fold it once, fold it twice…\u00a0");
    row.put("poster_name", " Paper & Co. ");
    row.put("follower_count", "43k");
    row.put("tag_list", "Paper,Crane,Folding");
    row.put("is_image_or_video", "video");
    row.put("image_src", "https://images.example.org/originals/AB/cd.jpg");
    row.put("downloaded", 1);
    row.put("save_location", "Local save in /data/diy-and-crafts");
    row.put("category", "diy-and-crafts");
    return row;
  }

  static Map<String, Object> geo() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("ind", 1313);
    row.put("timestamp", date("2018-06-26T02:39:25Z"));
    row.put("latitude", -88.8298f);
    row.put("longitude", 8.65953f);
    row.put("country", "Cocos (Keeling) Islands");
    return row;
  }

  static Map<String, Object> user() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("ind", 1313);
    row.put("first_name", "Ada");
    row.put("last_name", "Miller");
    row.put("age", 32);
    row.put("date_joined", date("2016-04-02T03:51:23Z"));
    return row;
  }

  @SuppressWarnings("JavaUtilDate") // Connect's Timestamp is a java.util.Date.
  static Date date(String instant) {
    return Date.from(Instant.parse(instant));
  }

  /** A row with one column changed. */
  static Map<String, Object> with(Map<String, Object> row, String column, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(row);
    changed.put(column, value);
    return changed;
  }

  static Struct struct(Schema schema, Map<String, Object> row) {
    Struct struct = new Struct(schema);
    row.forEach(struct::put);
    return struct;
  }
}
