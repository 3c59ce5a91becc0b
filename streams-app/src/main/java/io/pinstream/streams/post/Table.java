// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.post;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The three tables whose rows make a post, each with its columns in the order in which the post
 * shows them.
 */
public enum Table {
  PIN(
      0,
      "unique_id",
      ColumnType.TEXT,
      "title",
      ColumnType.TEXT,
      "description",
      ColumnType.TEXT,
      "follower_count",
      ColumnType.INTEGER,
      "poster_name",
      ColumnType.NAME,
      "tag_list",
      ColumnType.TEXT,
      "is_image_or_video",
      ColumnType.TEXT,
      "image_src",
      ColumnType.TEXT,
      "save_location",
      ColumnType.TEXT,
      "category",
      ColumnType.NAME),
  GEO(
      1,
      "country",
      ColumnType.NAME,
      "coordinates",
      ColumnType.COORDINATES,
      "timestamp",
      ColumnType.INSTANT),
  USER(
      2,
      "user_name",
      ColumnType.NAME,
      "age",
      ColumnType.INTEGER,
      "date_joined",
      ColumnType.INSTANT);

  @SuppressWarnings("ImmutableEnumChecker") // made by List.copyOf
  private final List<Column> columns;

  private final int position;

  Table(int position, Object... namesAndTypes) {
    this.position = position;
    List<Column> made = new ArrayList<>();
    for (int i = 0; i < namesAndTypes.length; i += 2) {
      made.add(
          new Column(this, i / 2, (String) namesAndTypes[i], (ColumnType) namesAndTypes[i + 1]));
    }
    columns = List.copyOf(made);
  }

  /** The name in topics, metrics and messages: {@code pin}, {@code geo}, {@code user}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The table's place in a post: 0, 1, 2. */
  int position() {
    return position;
  }

  /** The columns without {@code ind}, in the post's order. */
  public List<Column> columns() {
    return columns;
  }

  /** A column by its name. */
  public Column column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst().orElseThrow();
  }
}
