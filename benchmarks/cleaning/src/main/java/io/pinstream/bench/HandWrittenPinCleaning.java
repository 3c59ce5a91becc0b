// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** The cleaning of pins and nothing else, as one would write it by hand for speed. */
final class HandWrittenPinCleaning {
  static final Schema SCHEMA =
      SchemaBuilder.struct()
          .name("io.pinstream.Pin")
          .field("ind", Schema.INT32_SCHEMA)
          .field("unique_id", Schema.OPTIONAL_STRING_SCHEMA)
          .field("title", Schema.OPTIONAL_STRING_SCHEMA)
          .field("description", Schema.OPTIONAL_STRING_SCHEMA)
          .field("follower_count", Schema.OPTIONAL_INT64_SCHEMA)
          .field("poster_name", Schema.OPTIONAL_STRING_SCHEMA)
          .field("tag_list", Schema.OPTIONAL_STRING_SCHEMA)
          .field("is_image_or_video", Schema.OPTIONAL_STRING_SCHEMA)
          .field("image_src", Schema.OPTIONAL_STRING_SCHEMA)
          .field("save_location", Schema.OPTIONAL_STRING_SCHEMA)
          .field("category", Schema.OPTIONAL_STRING_SCHEMA)
          .build();

  private static final Field IND = SCHEMA.field("ind");
  private static final Field UNIQUE_ID = SCHEMA.field("unique_id");
  private static final Field TITLE = SCHEMA.field("title");
  private static final Field DESCRIPTION = SCHEMA.field("description");
  private static final Field FOLLOWER_COUNT = SCHEMA.field("follower_count");
  private static final Field POSTER_NAME = SCHEMA.field("poster_name");
  private static final Field TAG_LIST = SCHEMA.field("tag_list");
  private static final Field IS_IMAGE_OR_VIDEO = SCHEMA.field("is_image_or_video");
  private static final Field IMAGE_SRC = SCHEMA.field("image_src");
  private static final Field SAVE_LOCATION = SCHEMA.field("save_location");
  private static final Field CATEGORY = SCHEMA.field("category");

  private static final Field RAW_INDEX = PinRows.SCHEMA.field("index");
  private static final Field RAW_UNIQUE_ID = PinRows.SCHEMA.field("unique_id");
  private static final Field RAW_TITLE = PinRows.SCHEMA.field("title");
  private static final Field RAW_DESCRIPTION = PinRows.SCHEMA.field("description");
  private static final Field RAW_FOLLOWER_COUNT = PinRows.SCHEMA.field("follower_count");
  private static final Field RAW_POSTER_NAME = PinRows.SCHEMA.field("poster_name");
  private static final Field RAW_TAG_LIST = PinRows.SCHEMA.field("tag_list");
  private static final Field RAW_IS_IMAGE_OR_VIDEO = PinRows.SCHEMA.field("is_image_or_video");
  private static final Field RAW_IMAGE_SRC = PinRows.SCHEMA.field("image_src");
  private static final Field RAW_SAVE_LOCATION = PinRows.SCHEMA.field("save_location");
  private static final Field RAW_CATEGORY = PinRows.SCHEMA.field("category");

  private HandWrittenPinCleaning() {}

  static Struct clean(Struct raw) {
    return new Struct(SCHEMA)
        .put(IND, raw.get(RAW_INDEX))
        .put(UNIQUE_ID, text(raw.get(RAW_UNIQUE_ID)))
        .put(TITLE, title(text(raw.get(RAW_TITLE))))
        .put(DESCRIPTION, description(text(raw.get(RAW_DESCRIPTION))))
        .put(FOLLOWER_COUNT, count(user(text(raw.get(RAW_FOLLOWER_COUNT)))))
        .put(POSTER_NAME, user(text(raw.get(RAW_POSTER_NAME))))
        .put(TAG_LIST, tags(text(raw.get(RAW_TAG_LIST))))
        .put(IS_IMAGE_OR_VIDEO, text(raw.get(RAW_IS_IMAGE_OR_VIDEO)))
        .put(IMAGE_SRC, image(text(raw.get(RAW_IMAGE_SRC))))
        .put(SAVE_LOCATION, location(text(raw.get(RAW_SAVE_LOCATION))))
        .put(CATEGORY, text(raw.get(RAW_CATEGORY)));
  }

  static Map<String, Object> clean(Map<String, Object> raw) {
    Map<String, Object> clean = new LinkedHashMap<>(32);
    clean.put("ind", raw.get("index"));
    clean.put("unique_id", text(raw.get("unique_id")));
    clean.put("title", title(text(raw.get("title"))));
    clean.put("description", description(text(raw.get("description"))));
    clean.put("follower_count", count(user(text(raw.get("follower_count")))));
    clean.put("poster_name", user(text(raw.get("poster_name"))));
    clean.put("tag_list", tags(text(raw.get("tag_list"))));
    clean.put("is_image_or_video", text(raw.get("is_image_or_video")));
    clean.put("image_src", image(text(raw.get("image_src"))));
    clean.put("save_location", location(text(raw.get("save_location"))));
    clean.put("category", text(raw.get("category")));
    return clean;
  }

  private static String text(Object value) {
    String text = (String) value;
    return text == null || text.isBlank() ? null : text;
  }

  private static String title(String text) {
    return "No Title Data Available".equals(text) || "Untitled".equals(text) ? null : text;
  }

  private static String description(String text) {
    return "No description available Story format".equals(text)
            || "No description available".equals(text)
            || "Untitled".equals(text)
        ? null
        : text;
  }

  private static String user(String text) {
    return "User Info Error".equals(text) ? null : text;
  }

  private static String tags(String text) {
    return "N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e".equals(text) ? null : text;
  }

  private static String image(String text) {
    return "Image src error.".equals(text) ? null : text;
  }

  private static String location(String text) {
    return text != null && text.startsWith("Local save in ")
        ? text(text.substring("Local save in ".length()))
        : text;
  }

  private static Long count(String text) {
    if (text == null) {
      return null;
    }
    int end = text.length() - 1;
    long unit =
        switch (text.charAt(end)) {
          case 'k' -> 1_000;
          case 'M' -> 1_000_000;
          case 'B' -> 1_000_000_000;
          default -> 1;
        };
    long count = 0;
    for (int i = 0; i < (unit == 1 ? end + 1 : end); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        throw new NumberFormatException(text);
      }
      count = count * 10 + c - '0';
    }
    return count * unit;
  }
}
