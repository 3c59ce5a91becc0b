// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.connect.source.SourceRecord;

/** Reads a table of two rows, with the index {@code ind}, as a connector does. */
final class TwoRows {

  private TwoRows() {}

  /** Both rows, which must come out of memory as they come out of a search by index. */
  static List<SourceRecord> read(Map<String, String> connection, String table)
      throws InterruptedException {
    // The first post is read by index; what comes in the second round is in memory.
    List<SourceRecord> fromMemory = run(connection, table, 4).subList(2, 4);
    Map<String, String> byIndex = new HashMap<>(connection);
    byIndex.put("memory.max.bytes", "0");
    assertThat(run(byIndex, table))
        .map(Json::byField)
        .isEqualTo(fromMemory.stream().map(Json::byField).toList());
    return fromMemory;
  }

  /** Both rows, read as the settings say. */
  static List<SourceRecord> run(Map<String, String> connection, String table)
      throws InterruptedException {
    return run(connection, table, 2);
  }

  private static List<SourceRecord> run(Map<String, String> connection, String table, int posts)
      throws InterruptedException {
    Map<String, String> settings = new HashMap<>(connection);
    settings.put("tables", table);
    settings.put("index.columns", "ind");
    settings.put("topics", "t");
    settings.put("sampling.order", "sequential");
    settings.put("sampling.repeat", "resend");
    settings.put("posts.max", String.valueOf(posts));
    return new EmittedPosts().run(settings, 1, posts);
  }

  /** A line for each field: its name, its schema and its value. */
  static String lines(SourceRecord sourceRecord) {
    return Json.byField(sourceRecord).entrySet().stream()
        .map(field -> field.getKey() + " " + field.getValue() + "\n")
        .collect(Collectors.joining());
  }
}
