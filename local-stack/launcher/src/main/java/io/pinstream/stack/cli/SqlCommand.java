// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import io.pinstream.stack.DataDirectory;
import io.pinstream.stack.Installation;
import io.pinstream.stack.StackException;
import io.pinstream.stack.lake.Lake;
import io.pinstream.stack.lake.LakeOfRun;
import io.pinstream.stack.lake.LakeSession;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./pinstream sql}. */
@Command(
    name = "sql",
    mixinStandardHelpOptions = true,
    versionProvider = Pinstream.Version.class,
    description = {
      "Asks the lake of the newest demo, running or not: tables pin, geo, user and post.",
      "The language is DuckDB's SQL."
    })
final class SqlCommand implements Callable<Integer> {
  enum Format {
    table,
    csv,
    json,
    jsonl
  }

  @Parameters(paramLabel = "SQL", description = "For example: \"select count(*) from post\".")
  private String query;

  @Option(
      names = "--format",
      defaultValue = "table",
      description =
          "How to print rows: ${COMPLETION-CANDIDATES} (json is an array, jsonl an object a line). Times are those of the topics in all of them. Default: ${DEFAULT-VALUE}.")
  private Format format;

  @Mixin private DataDirectoryOption dataDirectory;

  @Override
  public Integer call() {
    Lake lake =
        LakeOfRun.read(
            Installation.ofSystemProperty(), DataDirectory.runFolder(dataDirectory.path()));
    try (var session = LakeSession.open(lake);
        var statement = session.connection().createStatement()) {
      var rewritten = IsoTimes.in(session.connection(), query);
      if (format != Format.table) {
        export(statement, rewritten);
      } else if (statement.execute(rewritten)) {
        try (var rows = statement.getResultSet()) {
          System.out.println(table(rows));
        }
      }
      return 0;
    } catch (SQLException e) {
      throw new StackException(e.getMessage(), e);
    } catch (IOException e) {
      throw new StackException("the rows cannot be printed: " + e, e);
    }
  }

  // Not to /dev/stdout: DuckDB would begin by truncating the file that a shell has redirected it
  // to.
  private void export(Statement statement, String rewritten) throws SQLException, IOException {
    var file = Files.createTempFile("pinstream-sql", "." + format);
    try {
      statement.execute(
          "COPY (SELECT * FROM (%s)) TO '%s' (%s)"
              .formatted(
                  IsoTimes.withoutEnd(rewritten),
                  file,
                  switch (format) {
                    case csv -> "FORMAT csv, HEADER";
                    case json -> "FORMAT json, ARRAY true";
                    default -> "FORMAT json";
                  }));
      Files.copy(file, System.out);
    } finally {
      Files.delete(file);
    }
  }

  private static String table(ResultSet rows) throws SQLException {
    var metadata = rows.getMetaData();
    int width = metadata.getColumnCount();
    var lines = new ArrayList<List<String>>();
    while (rows.next()) {
      var line = new ArrayList<String>(width);
      for (int i = 1; i <= width; i++) {
        line.add(String.valueOf(rows.getObject(i)));
      }
      lines.add(line);
    }
    var columns = new ArrayList<ColumnData<List<String>>>(width);
    for (int i = 0; i < width; i++) {
      int column = i;
      columns.add(
          new Column()
              .header(metadata.getColumnLabel(i + 1))
              .dataAlign(
                  isNumber(metadata.getColumnType(i + 1))
                      ? HorizontalAlign.RIGHT
                      : HorizontalAlign.LEFT)
              .with(line -> line.get(column)));
    }
    return AsciiTable.getTable(lines, columns)
        + System.lineSeparator()
        + (lines.size() == 1 ? "1 row" : lines.size() + " rows");
  }

  private static boolean isNumber(int type) {
    return switch (type) {
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.FLOAT,
          Types.DOUBLE,
          Types.DECIMAL,
          Types.NUMERIC ->
          true;
      default -> false;
    };
  }
}
