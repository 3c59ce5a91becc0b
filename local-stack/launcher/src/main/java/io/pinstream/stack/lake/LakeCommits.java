// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.lake;

import io.pinstream.stack.StackException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How often each table of the lake was committed, as the sink's catalog has it.
 *
 * @param catalog the catalog's SQLite file
 */
public record LakeCommits(Path catalog) {
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final String METADATA = "SELECT table_name, metadata_location FROM iceberg_tables";

  /**
   * The versions of the tables' metadata, by their places in {@link Lake#RELATIONS}; other tables
   * are left out. None while there is no catalog, or while it is being written.
   */
  public Map<Integer, Long> byTable() {
    // Read-only, so that no file is made where there is none.
    var url = "jdbc:sqlite:%s?open_mode=1&busy_timeout=100".formatted(catalog);
    var versions = new HashMap<Integer, Long>();
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(METADATA)) {
      while (rows.next()) {
        // Such as .../metadata/00012-2f0c...metadata.json.
        var file = rows.getString(2).replaceAll(".*/", "");
        int table = Lake.RELATIONS.indexOf(rows.getString(1));
        if (table >= 0) {
          versions.put(table, Long.parseLong(file.substring(0, file.indexOf('-'))));
        }
      }
      return versions;
    } catch (SQLException e) {
      return Map.of();
    }
  }

  /** Waits until each table has been committed once more, or for so long if one is not. */
  public void awaitNext(Duration patience) {
    var before = byTable();
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      while (System.nanoTime() < deadline && !isNewer(byTable(), before)) {
        TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted before the lake was committed again", e);
    }
  }

  private static boolean isNewer(Map<Integer, Long> now, Map<Integer, Long> before) {
    return before.entrySet().stream()
        .allMatch(table -> now.getOrDefault(table.getKey(), 0L) > table.getValue());
  }
}
