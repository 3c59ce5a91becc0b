// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** Made-up raw pins with the lengths and the shares of sentinels of real ones. */
final class PinRows {
  static final Schema SCHEMA = schema();

  private static final String[] CATEGORIES = {"art", "beauty", "diy-and-crafts", "travel"};
  private static final String[] UNITS = {"", "k", "k", "k", "M"};

  private PinRows() {}

  private static Schema schema() {
    SchemaBuilder schema = SchemaBuilder.struct().name("pinterest_data");
    schema.field("index", Schema.INT32_SCHEMA);
    for (String column :
        List.of(
            "unique_id",
            "title",
            "description",
            "poster_name",
            "follower_count",
            "tag_list",
            "is_image_or_video",
            "image_src")) {
      schema.field(column, Schema.OPTIONAL_STRING_SCHEMA);
    }
    schema.field("downloaded", Schema.OPTIONAL_INT32_SCHEMA);
    schema.field("save_location", Schema.OPTIONAL_STRING_SCHEMA);
    return schema.field("category", Schema.OPTIONAL_STRING_SCHEMA).build();
  }

  /** Rows that are the same for the same seed. */
  static Struct[] structs(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Struct[] rows = new Struct[count];
    for (int i = 0; i < count; i++) {
      rows[i] = row(i, random.split());
    }
    return rows;
  }

  /** The same rows without a schema. */
  static Map<String, Object> map(Struct row) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Field field : row.schema().fields()) {
      map.put(field.name(), row.get(field));
    }
    return map;
  }

  private static Struct row(int index, SplittableRandom random) {
    String category = CATEGORIES[random.nextInt(CATEGORIES.length)];
    boolean story = chance(random, 0.072);
    boolean noImage = chance(random, 0.022);
    boolean noUser = chance(random, 0.007);
    return new Struct(SCHEMA)
        .put("index", index)
        .put("unique_id", "fbe53c66-3442-4773-b19e-" + (100_000_000_000L + random.nextInt(1 << 30)))
        .put("title", chance(random, 0.007) ? "No Title Data Available" : text(random, 50))
        .put("description", description(story, random))
        .put("poster_name", noUser ? "User Info Error" : text(random, 20))
        .put(
            "follower_count",
            noUser
                ? "User Info Error"
                : random.nextInt(1, 1000) + UNITS[random.nextInt(UNITS.length)])
        .put(
            "tag_list",
            chance(random, 0.014) ? "N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e" : text(random, 140))
        .put("is_image_or_video", story ? "multi-video(story page format)" : "image")
        .put(
            "image_src",
            noImage
                ? "Image src error."
                : "https://images.example.org/originals/" + text(random, 35) + ".jpg")
        .put("downloaded", noImage ? 0 : 1)
        .put("save_location", "Local save in /data/" + category)
        .put("category", category);
  }

  private static String description(boolean story, SplittableRandom random) {
    if (story) {
      return "No description available Story format";
    }
    return chance(random, 0.017) ? "No description available" : text(random, 150) + "…\u00a0";
  }

  private static boolean chance(SplittableRandom random, double share) {
    return random.nextDouble() < share;
  }

  private static String text(SplittableRandom random, int length) {
    StringBuilder text = new StringBuilder(length);
    while (text.length() < length) {
      text.append((char) ('a' + random.nextInt(26)));
      if (random.nextInt(6) == 0) {
        text.append(' ');
      }
    }
    return text.toString();
  }
}
