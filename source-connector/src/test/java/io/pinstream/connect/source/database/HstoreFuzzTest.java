// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;

/**
 * Names and values, line by line, written as PostgreSQL writes an hstore, are read as they were.
 */
@Timeout(10)
class HstoreFuzzTest {

  @FuzzTest
  void whatPostgreSqlWritesIsReadAsItWas(byte[] input) {
    String text = new String(input, UTF_8);
    // Whatever it is, it takes no long time and no deep stack.
    PostgreSqlHstore.parse(text);
    String[] lines = text.split("\n", -1);
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < lines.length; i += 2) {
      map.put(lines[i], i + 1 < lines.length ? lines[i + 1] : null);
    }
    assertThat(PostgreSqlHstore.parse(written(map))).isEqualTo(map);
  }

  private static String written(Map<String, String> map) {
    return map.entrySet().stream()
        .map(
            entry ->
                quoted(entry.getKey())
                    + "=>"
                    + (entry.getValue() == null ? "NULL" : quoted(entry.getValue())))
        .collect(Collectors.joining(", "));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
