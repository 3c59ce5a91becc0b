// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import io.pinstream.connect.source.sampling.IndexRange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables whose rows of the same index make a post, as they were when they were opened. */
final class AlignedTables {

  private static final Logger LOG = LoggerFactory.getLogger(AlignedTables.class);

  private final TableSelection selection;
  private final List<TableQueries> tables;
  private final IndexRange range;

  private AlignedTables(TableSelection selection, List<TableQueries> tables, IndexRange range) {
    this.selection = selection;
    this.tables = tables;
    this.range = range;
  }

  static AlignedTables open(Connection connection, Dialect dialect, TableSelection selection)
      throws SQLException {
    List<TableQueries> tables = new ArrayList<>();
    for (int i = 0; i < selection.tables().size(); i++) {
      TableLayout layout =
          TableLayout.read(
              connection,
              dialect,
              selection.tables().get(i),
              selection.indexColumns().get(i),
              selection.zone(),
              selection.unmappedColumns());
      if (!layout.unmapped().isEmpty()) {
        LOG.warn(
            "Columns of table {} are left out, for their types have no Connect type"
                + " (unmapped.columns=skip): {}",
            layout.table(),
            layout.unmapped());
      }
      tables.add(new TableQueries(dialect, layout));
    }
    IndexRange range = selection.range();
    if (selection.rangeIfReached() != null) {
      long last = tables.get(0).bounds(connection, range).last();
      range = last >= selection.rangeIfReached().high() ? selection.rangeIfReached() : range;
    }
    return new AlignedTables(selection, tables, range);
  }

  /** Whether all tables are small enough to be held in memory. */
  boolean fitMemory(Connection connection) throws SQLException {
    for (TableQueries table : tables) {
      if (table.bounds(connection, range).rows() > selection.snapshotMaxRows()) {
        return false;
      }
    }
    return true;
  }

  Snapshot readAll(Connection connection) throws SQLException {
    List<PackedRows> rows = new ArrayList<>();
    for (TableQueries table : tables) {
      rows.add(table.readAll(connection, range));
    }
    return new Snapshot(drawable(rows.stream().map(PackedRows::indexes).toList()), rows);
  }

  IndexSet readIndexes(Connection connection) throws SQLException {
    // What only the other tables have is never drawn, so their indexes need not be known to emit.
    int needed = selection.missingRow() == MissingRow.EMIT ? 1 : tables.size();
    List<IndexSet> indexes = new ArrayList<>();
    for (TableQueries table : tables.subList(0, needed)) {
      indexes.add(table.readIndexes(connection, range));
    }
    return drawable(indexes);
  }

  /**
   * The rows of some indexes, one map per table.
   *
   * @param size at least the number of indexes, the same for every call
   */
  List<Map<Long, Struct>> readRows(Connection connection, long[] indexes, int size)
      throws SQLException {
    List<Map<Long, Struct>> rows = new ArrayList<>();
    for (TableQueries table : tables) {
      rows.add(table.readRows(connection, indexes, size));
    }
    return rows;
  }

  ConnectException missingRow(int table, long index) {
    TableLayout layout = tables.get(table).layout();
    return new ConnectException(
        "table "
            + layout.table()
            + " has no row with "
            + layout.indexColumn()
            + " = "
            + index
            + ", but table "
            + tables.get(0).layout().table()
            + " has one: add the row, or set missing.row to skip or emit");
  }

  private IndexSet drawable(List<IndexSet> indexes) {
    IndexSet first = indexes.get(0);
    List<IndexSet> others = indexes.subList(1, indexes.size());
    IndexSet drawable = first;
    if (selection.missingRow() != MissingRow.EMIT && !others.stream().allMatch(first::sameAs)) {
      drawable = first.common(others);
      int left = first.size() - drawable.size();
      if (left > 0 && selection.missingRow() == MissingRow.FAIL) {
        throw firstMissing(first, others);
      }
      if (left > 0) {
        LOG.warn(
            "{} of the {} indexes of table {} are not drawn: another table has no row for them"
                + " (missing.row=skip)",
            left,
            first.size(),
            tables.get(0).layout().table());
      }
    }
    if (drawable.size() == 0) {
      throw new NothingToDrawException(
          "there is nothing to draw from: table "
              + tables.get(0).layout().table()
              + " has no row"
              + (range.isAll() ? "" : " in the range " + range)
              + (tables.size() > 1 ? " that the other tables have too" : "")
              + "; fill the tables or change sampling.range");
    }
    return drawable;
  }

  private ConnectException firstMissing(IndexSet first, List<IndexSet> others) {
    for (int i = 0; i < first.size(); i++) {
      for (int table = 0; table < others.size(); table++) {
        if (others.get(table).ordinal(first.index(i)) < 0) {
          return missingRow(table + 1, first.index(i));
        }
      }
    }
    throw new IllegalStateException("no row is missing");
  }
}
