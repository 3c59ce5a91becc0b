// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.lake;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * How often each table of the lake was committed, as the sink's catalog has it.
 *
 * @param catalog the catalog's SQLite file
 */
public record LakeCommits(Path catalog) {
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
}
