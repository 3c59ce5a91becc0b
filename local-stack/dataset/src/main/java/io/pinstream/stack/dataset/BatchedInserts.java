// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.stream.Collectors;

/** Loads a table by INSERT, for servers that refuse LOAD DATA LOCAL INFILE. */
final class BatchedInserts {
  private static final int ROWS_PER_BATCH = 2_000;

  private BatchedInserts() {}

  /** Returns how many rows were inserted; each batch is committed. */
  static long load(
      Connection connection,
      Dialect dialect,
      Table table,
      PinterestDataset dataset,
      ProgressListener progress)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(sql(dialect, table))) {
      Batch batch = new Batch(insert);
      progress.onProgress(table.sqlName(), 0, dataset.rows());
      for (int index = 0; index < dataset.rows(); index++) {
        table.write(dataset, index, batch);
        int rows = index + 1;
        if (rows % ROWS_PER_BATCH == 0 || rows == dataset.rows()) {
          insert.executeBatch();
          connection.commit();
          progress.onProgress(table.sqlName(), rows, dataset.rows());
        }
      }
    }
    return dataset.rows();
  }

  private static String sql(Dialect dialect, Table table) {
    return "INSERT INTO "
        + dialect.quoted(table.sqlName())
        + table.columns().stream()
            .map(column -> dialect.quoted(column.name()))
            .collect(Collectors.joining(", ", " (", ")"))
        + " VALUES ("
        + String.join(", ", Collections.nCopies(table.columns().size(), "?"))
        + ")";
  }

  /** Binds the rows to a statement. */
  private static final class Batch implements RowSink {
    private final PreparedStatement insert;
    private int parameter;

    Batch(PreparedStatement insert) {
      this.insert = insert;
    }

    @Override
    public RowSink add(String value) throws SQLException {
      insert.setString(++parameter, value);
      return this;
    }

    @Override
    public RowSink add(int value) throws SQLException {
      insert.setInt(++parameter, value);
      return this;
    }

    @Override
    public RowSink add(float value) throws SQLException {
      insert.setFloat(++parameter, value);
      return this;
    }

    @Override
    public RowSink add(LocalDateTime value) throws SQLException {
      insert.setObject(++parameter, value);
      return this;
    }

    @Override
    public void endRow() throws SQLException {
      insert.addBatch();
      parameter = 0;
    }
  }
}
