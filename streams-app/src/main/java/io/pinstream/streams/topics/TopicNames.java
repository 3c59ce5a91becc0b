// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.topics;

import io.pinstream.streams.post.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The topics that belong to a user id. */
public record TopicNames(String userId) {
  /** How large a record may be in the topics that the app makes: room for three rows of 1 MB. */
  public static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

  /** The input topic of a table, such as {@code demo.pin}. */
  public String input(Table table) {
    return userId + "." + table.label();
  }

  /** The three input topics and the table that each holds. */
  public Map<String, Table> inputs() {
    Map<String, Table> inputs = new LinkedHashMap<>();
    for (Table table : Table.values()) {
      inputs.put(input(table), table);
    }
    return inputs;
  }

  /** The names of the three input topics. */
  public List<String> inputNames() {
    return List.copyOf(inputs().keySet());
  }

  /** Joined posts, a compacted table. */
  public String posts() {
    return userId + ".post";
  }

  /** What could not be read. */
  public String deadLetters() {
    return userId + ".dlq";
  }

  /** Which dead letters were sent back, a compacted table. */
  public String sentLetters() {
    return userId + ".dlq.sent";
  }

  /** How answers changed: a point for each minute, hour and day, a compacted table. */
  public String history() {
    return userId + ".history";
  }

  /** The rows of an answer, a compacted table; questions count from 1. */
  public String answer(int question) {
    return userId + ".answer." + question;
  }
}
