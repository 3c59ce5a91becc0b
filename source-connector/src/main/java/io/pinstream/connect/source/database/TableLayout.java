// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * The columns of one table, with their Connect schema: worked out once, used for every row.
 *
 * @param readers of the schema's fields
 * @param expressions of SQL for the schema's fields
 * @param unmapped columns that are left out because their type has no Connect type
 */
record TableLayout(
    SampledTable table,
    Schema schema,
    List<ColumnMapping.Reader<?>> readers,
    List<String> expressions,
    List<String> unmapped) {

  /**
   * Asks the database for a table's columns.
   *
   * @throws TableLayoutException if the table can't be used as it is
   */
  static TableLayout read(
      Connection connection, Dialect dialect, TableSelection selection, SampledTable table)
      throws SQLException {
    return of(columns(connection, dialect, table), dialect, selection, table);
  }

  /** The same, of the columns that {@link #columns} has found. */
  static TableLayout of(
      List<ColumnType> columns, Dialect dialect, TableSelection selection, SampledTable table) {
    String indexColumn = table.indexColumn();
    SchemaBuilder schema = SchemaBuilder.struct().name(table.name().unquoted());
    List<ColumnMapping.Reader<?>> readers = new ArrayList<>();
    List<String> expressions = new ArrayList<>();
    List<String> unmapped = new ArrayList<>();
    requireListedColumns(table, columns);
    for (ColumnType column : columns) {
      if (!table.reads(column.name())) {
        continue;
      }
      if (schema.field(column.name()) != null) {
        throw new TableLayoutException(
            "topics",
            "the query of table %s has two columns %s: give one of them another name with AS"
                .formatted(table.name(), column.name()));
      }
      Optional<ColumnMapping> mapping = dialect.map(column, selection.zone());
      if (column.name().equals(indexColumn)) {
        if (mapping.filter(ColumnMapping::isInteger).isEmpty()) {
          throw new TableLayoutException(
              "index.columns",
              "column %s of table %s is of type %s, but an index has to be an integer"
                  .formatted(column.name(), table.name(), column.typeName()));
        }
        mapping =
            selection.wideIndex() ? Optional.of(JdbcTypes.primitive(Schema.Type.INT64)) : mapping;
      }
      if (mapping.isPresent()) {
        SchemaBuilder field = mapping.get().schema();
        // An outer join leaves nulls in columns that PostgreSQL says are NOT NULL.
        boolean optional = column.nullable() || mapping.get().mayBeNull() || table.query() != null;
        schema.field(column.name(), optional ? field.optional().build() : field.build());
        readers.add(mapping.get().reader());
        expressions.add(mapping.get().expression().formatted(dialect.quote(column.name())));
      } else if (selection.skipsUnmapped()) {
        unmapped.add(column.name());
      } else {
        throw new TableLayoutException(
            "unmapped.columns",
            "column %s of table %s is of type %s, which has no Connect type: set unmapped.columns=skip to leave it out, or read a view that casts it"
                .formatted(column.name(), table.name(), column.typeName()));
      }
    }
    if (schema.field(indexColumn) == null) {
      throw new TableLayoutException(
          "index.columns",
          "table %s has no column %s; it has %s"
              .formatted(
                  table.name(),
                  indexColumn,
                  columns.stream().map(ColumnType::name).collect(Collectors.joining(", "))));
    }
    return new TableLayout(table, schema.build(), readers, expressions, unmapped);
  }

  static List<ColumnType> columns(Connection connection, Dialect dialect, SampledTable table)
      throws SQLException {
    String query = "SELECT *" + table.from(dialect) + " WHERE 1 = 0";
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      if (table.query() != null && statement.getParameterMetaData().getParameterCount() > 0) {
        throw new TableLayoutException(
            "topics",
            "the query of table %s has a ?, which stands for a value that nobody gives: take it out, or write ?? where it is an operator of PostgreSQL's"
                .formatted(table.name()));
      }
      try (ResultSet rows = statement.executeQuery()) {
        ResultSetMetaData metaData = rows.getMetaData();
        List<ColumnType> columns = new ArrayList<>();
        for (int i = 1; i <= metaData.getColumnCount(); i++) {
          columns.add(ColumnType.of(metaData, i));
        }
        return columns;
      }
    }
  }

  private static void requireListedColumns(SampledTable table, List<ColumnType> columns) {
    Set<String> unknown = new TreeSet<>(table.included());
    unknown.addAll(table.excluded());
    columns.forEach(column -> unknown.remove(column.name()));
    if (!unknown.isEmpty()) {
      throw new TableLayoutException(
          table.included().containsAll(unknown) ? "columns.include" : "columns.exclude",
          "table %s has no column %s".formatted(table.name(), String.join(", ", unknown)));
    }
  }

  /** The columns that are read, quoted, in the table's order, separated by commas. */
  String columnList() {
    return String.join(", ", expressions);
  }

  /** Reads the current row of a query for {@link #columnList}. */
  Struct readRow(ResultSet row, int firstColumn) throws SQLException {
    Struct struct = new Struct(schema);
    for (int i = 0; i < readers.size(); i++) {
      read(row, firstColumn, i, struct);
    }
    return struct;
  }

  private void read(ResultSet row, int firstColumn, int i, Struct into) throws SQLException {
    try {
      into.put(schema.fields().get(i), readers.get(i).read(row, firstColumn + i));
    } catch (DataException | ArithmeticException | DateTimeException e) {
      throw unreadable(row, i, e);
    } catch (SQLException e) {
      // A value is to blame, not the database.
      if (e instanceof SQLDataException || String.valueOf(e.getSQLState()).startsWith("22")) {
        throw unreadable(row, i, e);
      }
      throw e;
    }
  }

  private DataException unreadable(ResultSet row, int i, Exception e) throws SQLException {
    return new DataException(
        "column %s of table %s in the row with %s = %s: %s"
            .formatted(
                schema.fields().get(i).name(),
                table.name(),
                table.indexColumn(),
                row.getLong(1),
                e.getMessage()),
        e);
  }
}
