// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The three rows that make a post, each with its columns in the order in which the post shows them.
 */
public enum Part {
  PIN(
      0,
      columns(
          "unique_id", FieldType.TEXT,
          "title", FieldType.TEXT,
          "description", FieldType.TEXT,
          "follower_count", FieldType.INTEGER,
          "poster_name", FieldType.TEXT,
          "tag_list", FieldType.TEXT,
          "is_image_or_video", FieldType.TEXT,
          "image_src", FieldType.TEXT,
          "save_location", FieldType.TEXT,
          "category", FieldType.TEXT)),
  GEO(
      1,
      columns(
          "country", FieldType.TEXT,
          "coordinates", FieldType.COORDINATES,
          "timestamp", FieldType.INSTANT)),
  USER(
      2,
      columns(
          "user_name", FieldType.TEXT,
          "age", FieldType.INTEGER,
          "date_joined", FieldType.INSTANT));

  private final int position;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.copyOf
  private final List<String> names;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.copyOf
  private final List<FieldType> types;

  Part(int position, Map<String, FieldType> columns) {
    this.position = position;
    this.names = List.copyOf(columns.keySet());
    this.types = List.copyOf(columns.values());
  }

  /** The name in topics, metrics and messages: {@code pin}, {@code geo}, {@code user}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The part's place in a post and in its stored form: 0, 1, 2. */
  int position() {
    return position;
  }

  /** The columns without {@code ind}, in output order. */
  public List<String> columnNames() {
    return names;
  }

  FieldType type(int column) {
    return types.get(column);
  }

  private static Map<String, FieldType> columns(Object... namesAndTypes) {
    Map<String, FieldType> columns = new LinkedHashMap<>();
    for (int i = 0; i < namesAndTypes.length; i += 2) {
      columns.put((String) namesAndTypes[i], (FieldType) namesAndTypes[i + 1]);
    }
    return columns;
  }
}
