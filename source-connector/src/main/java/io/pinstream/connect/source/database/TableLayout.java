// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/** The columns of one table, with their Connect schema: worked out once, used for every row. */
public final class TableLayout {

  private final TableName table;
  private final String indexColumn;
  private final Schema schema;
  private final Field[] fields;
  private final ColumnReader[] readers;
  private final List<String> expressions;
  private final List<String> unmapped;

  private TableLayout(
      TableName table,
      String indexColumn,
      Schema schema,
      List<ColumnReader> readers,
      List<String> expressions,
      List<String> unmapped) {
    this.table = table;
    this.indexColumn = indexColumn;
    this.schema = schema;
    this.fields = schema.fields().toArray(new Field[0]);
    this.readers = readers.toArray(new ColumnReader[0]);
    this.expressions = expressions;
    this.unmapped = unmapped;
  }

  /**
   * Asks the database for a table's columns.
   *
   * @param number of the table, from 0 on
   * @throws TableLayoutException if the table can't be used as it is
   */
  public static TableLayout read(
      Connection connection, Dialect dialect, TableSelection selection, int number)
      throws SQLException {
    TableName table = selection.tables().get(number);
    String indexColumn = selection.indexColumns().get(number);
    SchemaBuilder schema = SchemaBuilder.struct().name(table.unquoted());
    List<ColumnReader> readers = new ArrayList<>();
    List<String> expressions = new ArrayList<>();
    List<String> unmapped = new ArrayList<>();
    boolean indexFound = false;
    List<ColumnType> columns = columns(connection, dialect, table);
    for (ColumnType column : columns) {
      Optional<ColumnMapping> mapping = dialect.map(column, selection.zone());
      if (column.name().equals(indexColumn)) {
        indexFound = true;
        requireInteger(table, column, mapping);
        mapping = selection.wideIndex() ? Optional.of(JdbcTypes.int64()) : mapping;
      }
      if (mapping.isPresent()) {
        SchemaBuilder field = mapping.get().schema();
        boolean optional = column.nullable() || mapping.get().mayBeNull();
        schema.field(column.name(), optional ? field.optional().build() : field.build());
        readers.add(mapping.get().reader());
        expressions.add(mapping.get().expression().formatted(dialect.quote(column.name())));
      } else if (selection.unmappedColumns() == UnmappedColumns.SKIP) {
        unmapped.add(column.name());
      } else {
        throw new TableLayoutException(
            TableLayoutException.Problem.UNMAPPED_COLUMN,
            "column %s of table %s is of type %s, which has no Connect type: set unmapped.columns=skip to leave it out, or read a view that casts it"
                .formatted(column.name(), table, column.typeName()));
      }
    }
    if (!indexFound) {
      throw new TableLayoutException(
          TableLayoutException.Problem.INDEX_COLUMN,
          "table %s has no column %s; it has %s"
              .formatted(
                  table,
                  indexColumn,
                  columns.stream().map(ColumnType::name).collect(Collectors.joining(", "))));
    }
    return new TableLayout(table, indexColumn, schema.build(), readers, expressions, unmapped);
  }

  static List<ColumnType> columns(Connection connection, Dialect dialect, TableName table)
      throws SQLException {
    String query = "SELECT * FROM " + dialect.quote(table) + " WHERE 1 = 0";
    try (PreparedStatement statement = connection.prepareStatement(query);
        ResultSet rows = statement.executeQuery()) {
      ResultSetMetaData metaData = rows.getMetaData();
      List<ColumnType> columns = new ArrayList<>();
      for (int i = 1; i <= metaData.getColumnCount(); i++) {
        columns.add(ColumnType.of(metaData, i));
      }
      return columns;
    }
  }

  static boolean canBeIndex(Optional<ColumnMapping> mapping) {
    return mapping
        .map(ColumnMapping::schema)
        .map(
            schema ->
                switch (schema.type()) {
                  case INT8, INT16, INT32, INT64 -> schema.name() == null;
                  default -> false;
                })
        .orElse(false);
  }

  private static void requireInteger(
      TableName table, ColumnType column, Optional<ColumnMapping> mapping) {
    if (!canBeIndex(mapping)) {
      throw new TableLayoutException(
          TableLayoutException.Problem.INDEX_COLUMN,
          "column %s of table %s is of type %s, but an index has to be an integer"
              .formatted(column.name(), table, column.typeName()));
    }
  }

  public TableName table() {
    return table;
  }

  public String indexColumn() {
    return indexColumn;
  }

  public Schema schema() {
    return schema;
  }

  /** Columns that are left out because their type has no Connect type. */
  public List<String> unmapped() {
    return unmapped;
  }

  /** The columns that are read, quoted, in the table's order, separated by commas. */
  String columnList() {
    return String.join(", ", expressions);
  }

  /** Reads the current row of a query for {@link #columnList}. */
  Struct readRow(ResultSet row, int firstColumn) throws SQLException {
    Struct struct = new Struct(schema);
    for (int i = 0; i < readers.length; i++) {
      struct.put(fields[i], read(row, firstColumn, i));
    }
    return struct;
  }

  private Object read(ResultSet row, int firstColumn, int i) throws SQLException {
    try {
      return readers[i].read(row, firstColumn + i);
    } catch (DataException | ArithmeticException | DateTimeException e) {
      throw unreadable(row, i, e);
    } catch (SQLException e) {
      if (SqlStates.isOfValue(e)) {
        throw unreadable(row, i, e);
      }
      throw e;
    }
  }

  private DataException unreadable(ResultSet row, int i, Exception e) throws SQLException {
    return new DataException(
        "column %s of table %s in the row with %s = %d: %s"
            .formatted(fields[i].name(), table, indexColumn, row.getLong(1), e.getMessage()),
        e);
  }
}
