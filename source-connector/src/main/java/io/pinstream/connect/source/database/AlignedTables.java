// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import io.pinstream.connect.source.sampling.IndexRange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;

/** The tables whose rows of the same index make a post, as they were when they were opened. */
record AlignedTables(
    TableSelection selection, List<TableQueries> tables, IndexRange range, Warnings warnings) {

  /** Of tables that reach no further than this, the indexes are listed. */
  private static final long LISTED_SPAN = 100_000;

  /** So many indexes all over a larger span tell whether it is as good as without gaps. */
  private static final int PROBES = 64;

  static AlignedTables open(
      Connection connection,
      Dialect dialect,
      TableSelection selection,
      IndexRange room,
      Warnings warnings)
      throws SQLException {
    List<TableQueries> tables = new ArrayList<>();
    for (SampledTable table : selection.tables()) {
      TableLayout layout = TableLayout.read(connection, dialect, selection, table);
      if (!layout.unmapped().isEmpty()) {
        warnings.say(
            "Columns of table {} are left out, for their types have no Connect type"
                + " (unmapped.columns=skip): {}",
            table.name(),
            layout.unmapped());
      }
      tables.add(new TableQueries(dialect, layout, dialect.isIndexed(connection, table), warnings));
    }
    IndexRange range = selection.range();
    if (selection.rangeIfReached() != null) {
      IndexRange bounds = tables.get(0).bounds(connection, range);
      boolean reached = bounds != null && bounds.high() >= selection.rangeIfReached().high();
      range = reached ? selection.rangeIfReached() : range;
    }
    if (!room.isAll()) {
      IndexRange bounds = tables.get(0).bounds(connection, range);
      if (bounds != null && !bounds.equals(bounds.common(room))) {
        warnings.say(
            "Rows of table {} with {} outside of {} are not drawn: they came after the emulation's start, when"
                + " further posts of the same rows were given these indexes",
            selection.tables().get(0).name(),
            selection.tables().get(0).indexColumn(),
            room);
      }
      if (range.common(room) == null) {
        throw new ConnectException(
            "none of sampling.range %s is in %s, for which the stride in the connector's offsets leaves room: delete the offsets, or take the stride out of them"
                .formatted(range, room));
      }
      range = range.common(room);
    }
    return new AlignedTables(selection, tables, range, warnings);
  }

  /** Of the rows, one per table. */
  List<Schema> schemas() {
    return tables.stream().map(TableQueries::schema).toList();
  }

  boolean areIndexed() {
    return tables.stream().allMatch(TableQueries::indexed);
  }

  /** Warns of index columns without an index, where rows are searched for again and again. */
  void warnOfMissingIndexes() {
    for (TableQueries queries : tables) {
      if (!queries.indexed()) {
        warnings.say(
            "Column {} of table {} has no index that helps (a B-tree that is valid and visible, over"
                + " all rows, this column first), so every batch of rows is searched for in the"
                + " whole table: create one, or raise memory.max.bytes so that the table is held in"
                + " memory",
            queries.table().table().indexColumn(),
            queries.table().table().name());
      }
    }
  }

  /**
   * The indexes to draw from: those of small tables, and of large ones with many gaps, one by one;
   * of other large tables all between the first and the last, for to count them would take as long
   * as to read them. Empty if there is nothing to draw.
   */
  IndexSet readIndexes(Connection connection) throws SQLException {
    List<TableQueries> needed = tables.subList(0, needed());
    IndexSet span = largeSpan(connection, needed);
    if (span != null) {
      return span;
    }
    List<IndexSet> indexes = new ArrayList<>();
    for (TableQueries table : needed) {
      indexes.add(table.readIndexes(connection, range));
    }
    return drawable(indexes);
  }

  /** Of how many tables, the first ones, a post has a row. */
  private int needed() {
    return selection.missingRow() == MissingRow.EMIT ? 1 : tables.size();
  }

  /** Null if the span is small, or has more than a few gaps. */
  private IndexSet largeSpan(Connection connection, List<TableQueries> needed) throws SQLException {
    if (!areIndexed()) {
      return null;
    }
    IndexRange span = tables.get(0).bounds(connection, range);
    if (selection.missingRow() == MissingRow.SKIP) {
      for (TableQueries table : needed.subList(1, needed.size())) {
        span = span == null ? null : span.common(table.bounds(connection, range));
      }
    }
    if (span == null || span.high() - span.low() < LISTED_SPAN) {
      // Also where the difference is beyond a long.
      return null;
    }
    // At random, for indexes that rise by a step would be met by probes that do.
    Set<Long> probes = new TreeSet<>();
    SplittableRandom random = new SplittableRandom(PROBES);
    for (int i = 0; i < PROBES; i++) {
      probes.add(span.low() + random.nextLong(span.high() - span.low()));
    }
    for (TableQueries table : needed) {
      if (!table.hasAll(connection, probes)) {
        return null;
      }
    }
    return IndexSet.span(span.low(), span.high() - span.low() + 1);
  }

  /**
   * The rows of some indexes, of at least one: one map per table.
   *
   * @param bytes where these are too many, the rest is left out
   */
  List<Map<Long, Struct>> readRows(Connection connection, SortedSet<Long> indexes, ReadBytes bytes)
      throws SQLException {
    List<Map<Long, Struct>> rows = new ArrayList<>();
    for (TableQueries table : tables) {
      rows.add(table.readRows(connection, indexes, bytes));
    }
    return rows;
  }

  /** Whether rows make no post, for a table has none of them. */
  boolean lackATable(List<Map<Long, Struct>> rows) {
    return rows.subList(0, needed()).stream().anyMatch(Map::isEmpty);
  }

  /**
   * Whether rows make a post.
   *
   * @param rows one per table, null where the table has none
   * @throws ConnectException if one is missing and must not be
   */
  boolean arePost(long index, Struct[] rows) {
    for (int table = 0; table < needed(); table++) {
      if (rows[table] == null) {
        if (table > 0 && selection.missingRow() == MissingRow.FAIL) {
          throw missingRow(table, index);
        }
        return false;
      }
    }
    return true;
  }

  private ConnectException missingRow(int table, long index) {
    SampledTable lacking = selection.tables().get(table);
    return new ConnectException(
        "table %s has no row with %s = %s, but table %s has one: add the row, or set missing.row to skip or emit"
            .formatted(
                lacking.name(), lacking.indexColumn(), index, selection.tables().get(0).name()));
  }

  private IndexSet drawable(List<IndexSet> indexes) {
    IndexSet first = indexes.get(0);
    IndexSet drawable = first.common(indexes);
    long left = first.size() - drawable.size();
    if (left > 0 && selection.missingRow() == MissingRow.FAIL) {
      throw firstMissing(drawable, indexes);
    }
    if (left > 0) {
      warnings.say(
          "{} of the {} indexes of table {} are not drawn: another table has no row for them"
              + " (missing.row=skip)",
          left,
          first.size(),
          selection.tables().get(0).name());
    }
    return drawable;
  }

  /** That there is no row to draw, for the user. */
  String nothingToDraw() {
    return "there is nothing to draw from: table %s has no row%s%s; fill the tables or change sampling.range"
        .formatted(
            selection.tables().get(0).name(),
            range.isAll() ? "" : " in the range " + range,
            tables.size() > 1 ? " that the other tables have too" : "");
  }

  /** The first index that can't be drawn, of which there is one, and the table that lacks it. */
  private ConnectException firstMissing(IndexSet drawable, List<IndexSet> indexes) {
    long place = 0;
    while (drawable.contains(indexes.get(0).index(place))) {
      place++;
    }
    long index = indexes.get(0).index(place);
    int table = 1;
    while (indexes.get(table).contains(index)) {
      table++;
    }
    return missingRow(table, index);
  }
}
