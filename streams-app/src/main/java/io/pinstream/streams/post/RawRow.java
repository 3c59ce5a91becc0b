// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.post;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What tells a row as the database has it from a clean one, even where its types fit: columns that
 * cleaning renames or drops, and texts that it turns into null, blank ones among them.
 */
final class RawRow {
  private static final Set<String> COLUMNS =
      Set.of("index", "downloaded", "latitude", "longitude", "first_name", "last_name");
  private static final String SAVE_LOCATION_PREFIX = "Local save in ";
  private static final Map<String, List<String>> SENTINELS =
      Map.of(
          "title", List.of("No Title Data Available", "Untitled"),
          "description",
              List.of(
                  "No description available Story format", "No description available", "Untitled"),
          "poster_name", List.of("User Info Error"),
          "tag_list", List.of("N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e"),
          "image_src", List.of("Image src error."));

  private RawRow() {}

  /** Whether only raw rows have a column of this name. */
  static boolean hasColumn(String name) {
    return COLUMNS.contains(name);
  }

  /** Whether a text is empty or blank, which no column of text is once it is clean. */
  static boolean isBlank(char[] chars, int offset, int length) {
    int at = offset;
    while (at < offset + length && Character.isWhitespace(chars[at])) {
      at++;
    }
    return at == offset + length;
  }

  /** Texts of a column that cleaning turns into null. */
  static char[][] sentinels(Column column) {
    return SENTINELS.getOrDefault(column.name(), List.of()).stream()
        .map(String::toCharArray)
        .toArray(char[][]::new);
  }

  /** What cleaning takes off the beginning of a column's texts; empty for most. */
  static char[] prefix(Column column) {
    return (column.name().equals("save_location") ? SAVE_LOCATION_PREFIX : "").toCharArray();
  }
}
