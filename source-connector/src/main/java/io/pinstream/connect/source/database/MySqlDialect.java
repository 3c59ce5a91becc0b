// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** MySQL, through Connector/J. */
class MySqlDialect extends Dialect {

  /** Their bytes are a format of the server's own. */
  private static final Set<String> SPATIAL =
      Set.of(
          "geometry",
          "point",
          "linestring",
          "polygon",
          "multipoint",
          "multilinestring",
          "multipolygon",
          "geometrycollection",
          "geomcollection");

  private static final Set<String> TEXTUAL = Set.of("uuid", "inet4", "inet6", "json");

  @Override
  String urlPrefix() {
    return "jdbc:mysql:";
  }

  @Override
  String driverClass() {
    return "com.mysql.cj.jdbc.Driver";
  }

  @Override
  Map<String, String> driverProperties(ConnectionSettings settings) {
    return Map.of(
        "connectTimeout", String.valueOf(settings.connectTimeout().toMillis()),
        "socketTimeout", String.valueOf(settings.queryTimeout().toMillis()),
        "tcpKeepAlive", "true",
        // Cursors stream results, and the binary protocol they come in rounds no FLOAT.
        "useCursorFetch", "true",
        "connectionTimeZone", "UTC",
        "forceConnectionTimeZoneToSession", "true",
        "tinyInt1isBit", "false",
        "yearIsDateType", "false",
        "zeroDateTimeBehavior", "CONVERT_TO_NULL");
  }

  @Override
  String sessionStatement() {
    return "SET time_zone = '+00:00'";
  }

  @Override
  char quoteCharacter() {
    return '`';
  }

  @Override
  int streamingFetchSize() {
    return 5_000;
  }

  @Override
  Optional<ColumnMapping> map(ColumnType column, ZoneId zone) {
    if (SPATIAL.contains(column.typeName())) {
      return Optional.empty();
    }
    ColumnMapping mapping =
        switch (column.jdbcType()) {
          case Types.BIT, Types.BOOLEAN -> JdbcTypes.bits(column);
          case Types.TINYINT -> column.signed() ? JdbcTypes.int8() : JdbcTypes.int16();
          case Types.SMALLINT -> column.signed() ? JdbcTypes.int16() : JdbcTypes.int32();
          case Types.INTEGER -> column.signed() ? JdbcTypes.int32() : JdbcTypes.int64();
          case Types.BIGINT -> column.signed() ? JdbcTypes.int64() : JdbcTypes.unsignedInt64();
          case Types.REAL, Types.FLOAT -> JdbcTypes.float32();
          case Types.DOUBLE -> JdbcTypes.float64();
          case Types.DECIMAL, Types.NUMERIC -> JdbcTypes.decimal(column);
          case Types.CHAR,
              Types.VARCHAR,
              Types.LONGVARCHAR,
              Types.NCHAR,
              Types.NVARCHAR,
              Types.LONGNVARCHAR,
              Types.CLOB,
              Types.NCLOB ->
              JdbcTypes.text();
          case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> JdbcTypes.bytes();
          case Types.DATE -> JdbcTypes.date();
          case Types.TIME -> JdbcTypes.timeOfDay();
          case Types.TIMESTAMP ->
              JdbcTypes.dateTime(column.typeName().equals("timestamp") ? ZoneOffset.UTC : zone);
          case Types.OTHER -> TEXTUAL.contains(column.typeName()) ? JdbcTypes.text() : null;
          default -> null;
        };
    return Optional.ofNullable(mapping);
  }

  @Override
  Fault classify(SQLException error) {
    return switch (error.getErrorCode()) {
      case 1045, 1698, 1251, 4151 -> Fault.LOGIN_REFUSED;
      case 1044, 1049 -> Fault.NO_SUCH_DATABASE;
      case 1146, 1109 -> Fault.NO_SUCH_TABLE;
      case 1054 -> Fault.NO_SUCH_COLUMN;
      case 1142, 1143, 1370 -> Fault.NO_RIGHTS;
      // Too many connections, shutting down, lock wait, deadlock, killed, read-only while failing
      // over.
      case 1040, 1203, 1053, 1205, 1213, 1317, 1927, 1290, 1836, 1129 -> Fault.UNREACHABLE;
      default -> SqlStates.classify(error);
    };
  }
}
