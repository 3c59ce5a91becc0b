// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/** Writes what could not be cleaned so that nothing of it is lost. */
final class OriginalText {
  private OriginalText() {}

  /**
   * The value as text; bytes in Base64, inside of arrays, maps and structs too. JSON may nest a
   * thousand of these: one call for each is what the stack has room for.
   */
  @SuppressWarnings("JavaUtilDate") // Connect's Timestamp is a java.util.Date.
  static String of(Object value) {
    if (value instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
    if (value instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return of(bytes);
    }
    if (value instanceof Date date) {
      return Instant.ofEpochMilli(date.getTime()).toString();
    }
    if (value instanceof List<?> elements) {
      StringJoiner text = new StringJoiner(", ", "[", "]");
      for (Object element : elements) {
        text.add(of(element));
      }
      return text.toString();
    }
    if (value instanceof Map<?, ?> entries) {
      StringJoiner text = new StringJoiner(", ", "{", "}");
      for (Map.Entry<?, ?> entry : entries.entrySet()) {
        text.add(of(entry.getKey()) + "=" + of(entry.getValue()));
      }
      return text.toString();
    }
    if (value instanceof Struct struct) {
      return struct.schema().fields().stream()
          .map(Field::name)
          .filter(name -> struct.getWithoutDefault(name) != null)
          .map(name -> name + "=" + of(struct.getWithoutDefault(name)))
          .collect(Collectors.joining(",", "Struct{", "}"));
    }
    return String.valueOf(value);
  }
}
