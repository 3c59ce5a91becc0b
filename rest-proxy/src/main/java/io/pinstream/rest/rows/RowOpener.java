// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.rows;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the rows in what stands where a row should. The scripts that post here wrap theirs in
 * arrays, in {@code records} and {@code value}, and write them as text or as base64 of it.
 */
public final class RowOpener {
  private static final int DEEPEST = 8;
  private static final Pattern INDEX = Pattern.compile("-?\\d{1,19}");
  private static final String NO_ROW = "a row, or null under the index of the post to delete";
  private static final Set<String> WRAPPERS = Set.of("records", "Records");
  private static final Set<String> CONTENTS = Set.of("value", "Data", "data");
  private static final Set<String> BESIDE_CONTENTS =
      Set.of("key", "partition", "PartitionKey", "partition-key", "StreamName", "ExplicitHashKey");

  private final Pattern topics;

  /**
   * @param topics those whose values are rows; the values of others stay as they are
   */
  public RowOpener(Pattern topics) {
    this.topics = topics;
  }

  /**
   * Gives the rows of a value to a receiver, in their order: none for none, and what is no row with
   * its defect.
   */
  public void open(String topic, Object key, Object value, Integer partition, RowReceiver rows) {
    if (!topics.matcher(topic).matches()) {
      rows.add(Row.of(key, value, partition));
    } else if (value == null) {
      rows.add(
          INDEX.matcher(String.valueOf(key)).matches()
              ? Row.of(key, null, partition)
              : Row.defective(key, null, partition, NO_ROW));
    } else {
      open(key, value, partition, 0, rows);
    }
  }

  private void open(Object key, Object value, Integer partition, int depth, RowReceiver rows) {
    if (depth > DEEPEST) {
      rows.add(Row.defective(key, value, partition, "arrays or wrappers that hold a row"));
    } else if (value instanceof List<?> list) {
      if (list.isEmpty()) {
        rows.add(Row.defective(key, value, partition, "an array that holds a row"));
      }
      list.forEach(each -> open(key, each, partition, depth + 1, rows));
    } else if (value instanceof Map<?, ?> map) {
      Object content = contentOf(map);
      if (content == map) {
        rows.add(Row.of(key, map, partition));
      } else {
        open(key, content, partition, depth + 1, rows);
      }
    } else if (value == null) {
      rows.add(Row.defective(key, null, partition, NO_ROW));
    } else if (value instanceof String text) {
      openText(key, text, partition, depth, rows);
    } else {
      rows.add(Row.defective(key, value, partition, "an object that holds a row's columns"));
    }
  }

  /** What a wrapper holds; the map itself if it is none. */
  private static Object contentOf(Map<?, ?> map) {
    for (String wrapper : WRAPPERS) {
      if (map.get(wrapper) instanceof List<?> list && hasOnly(map, wrapper)) {
        return list;
      }
    }
    for (String content : CONTENTS) {
      if (map.containsKey(content) && hasOnly(map, content)) {
        return map.get(content);
      }
    }
    return map;
  }

  private static boolean hasOnly(Map<?, ?> map, String field) {
    return map.keySet().stream()
        .allMatch(name -> name.equals(field) || BESIDE_CONTENTS.contains(name));
  }

  private void openText(Object key, String text, Integer partition, int depth, RowReceiver rows) {
    Object read;
    try {
      read = text.isBlank() ? text : readText(text.strip(), rows);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      read = text;
    }
    if (read instanceof String) {
      rows.add(
          Row.defective(key, text, partition, "an object, or JSON of one as text or in base64"));
    } else {
      open(key, read, partition, depth + 1, rows);
    }
  }

  private static Object readText(String text, RowReceiver memory) throws JsonProcessingException {
    char first = text.charAt(0);
    if (first == '{' || first == '[' || first == '"') {
      Object read = Json.read(text, memory);
      return read instanceof String inner && !inner.isBlank() && first == '"'
          ? readText(inner.strip(), memory)
          : read;
    }
    byte[] decoded = Base64.getMimeDecoder().decode(text);
    return Json.read(decoded, decoded.length, memory);
  }
}
