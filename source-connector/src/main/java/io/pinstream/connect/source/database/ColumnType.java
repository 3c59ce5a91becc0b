// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a database says of a column.
 *
 * @param name as in the table
 * @param jdbcType of {@link java.sql.Types}
 * @param typeName the database's own, lower case
 * @param precision digits, or length
 * @param scale digits behind the point
 * @param signed false for MySQL's UNSIGNED
 * @param nullable whether NULL is allowed, or not known
 */
record ColumnType(
    String name,
    int jdbcType,
    String typeName,
    int precision,
    int scale,
    boolean signed,
    boolean nullable) {

  /** What PostgreSQL says of a type that lies in a schema where it is not looked for. */
  private static final Pattern QUALIFIED = Pattern.compile("^\"[^\"]+\"\\.\"([^\"]+)\"$");

  ColumnType ofType(int newJdbcType, String newTypeName) {
    return new ColumnType(name, newJdbcType, newTypeName, precision, scale, signed, nullable);
  }

  static ColumnType of(ResultSetMetaData metaData, int column) throws SQLException {
    String typeName =
        QUALIFIED
            .matcher(metaData.getColumnTypeName(column))
            .replaceFirst("$1")
            .toLowerCase(Locale.ROOT);
    return new ColumnType(
        metaData.getColumnLabel(column),
        metaData.getColumnType(column),
        typeName,
        metaData.getPrecision(column),
        metaData.getScale(column),
        metaData.isSigned(column) && !typeName.contains("unsigned"),
        metaData.isNullable(column) != ResultSetMetaData.columnNoNulls);
  }
}
