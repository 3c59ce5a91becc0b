// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/**
 * About how many bytes the rows have that are read at a time, counted row by row: nobody knows how
 * large the next one is.
 */
final class ReadBytes {

  /** What a value without a length of its own takes. */
  private static final int FIXED = 8;

  private final long most;
  private long count;

  /** They are more than may be read at a time: ask for fewer rows. */
  static final class TooManyException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * @param most that are to be read at a time
   */
  ReadBytes(long most) {
    this.most = most;
  }

  void add(Struct row) {
    for (Field field : row.schema().fields()) {
      count += size(row.get(field));
    }
  }

  long count() {
    return count;
  }

  boolean areTooMany() {
    return count > most;
  }

  private static long size(Object value) {
    if (value instanceof String text) {
      return text.length();
    } else if (value instanceof byte[] bytes) {
      return bytes.length;
    } else if (value instanceof List<?> list) {
      return list.stream().mapToLong(ReadBytes::size).sum();
    } else if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream().mapToLong(e -> size(e.getKey()) + size(e.getValue())).sum();
    }
    return FIXED;
  }
}
