// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One row of an answer: a value for each column of its question. */
record AnswerRow(Question question, List<Object> values) implements Comparable<AnswerRow> {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** That of the code points, as in databases: Java's own puts emoji before U+E000 and on. */
  static final Comparator<String> TEXTS =
      (one, other) -> Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8));

  @SuppressWarnings("unchecked") // the values of a column are of one class
  private static final Comparator<Object> VALUES =
      (one, other) ->
          one instanceof String text
              ? TEXTS.compare(text, (String) other)
              : ((Comparable<Object>) one).compareTo(other);

  /** By the columns from left to right. */
  @Override
  public int compareTo(AnswerRow other) {
    for (int i = 0; i < values.size(); i++) {
      int order = VALUES.compare(values.get(i), other.values.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** The row as a JSON object. */
  byte[] toJson() {
    return object(values.size());
  }

  /** Those columns as a JSON object that tell the row from the answer's others. */
  byte[] key() {
    return object(question.keyColumns());
  }

  private byte[] object(int columns) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < columns; i++) {
      object.put(question.columns().get(i), values.get(i));
    }
    try {
      return JSON.writeValueAsBytes(object);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }
}
