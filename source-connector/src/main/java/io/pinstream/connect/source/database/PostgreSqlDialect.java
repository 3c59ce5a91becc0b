// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Timestamp;

/** PostgreSQL. */
@SuppressWarnings("JavaUtilDate") // Connect's logical types carry it.
final class PostgreSqlDialect extends Dialect {

  @Override
  String urlPrefix() {
    return "jdbc:postgresql:";
  }

  @Override
  String driverClass() {
    return "org.postgresql.Driver";
  }

  @Override
  Map<String, String> driverProperties(ConnectionSettings settings) {
    return Map.of(
        "connectTimeout", String.valueOf(Math.max(1, settings.connectTimeout().toSeconds())),
        "loginTimeout", String.valueOf(Math.max(1, settings.connectTimeout().toSeconds())),
        "socketTimeout", String.valueOf(Math.max(1, settings.queryTimeout().toSeconds())),
        "tcpKeepAlive", "true",
        "ApplicationName", "pinstream");
  }

  @Override
  String sessionStatement() {
    return "SET TIME ZONE 'UTC'";
  }

  @Override
  char quoteCharacter() {
    return '"';
  }

  @Override
  int streamingFetchSize() {
    return 5_000;
  }

  @Override
  Optional<ColumnMapping> map(ColumnType column, ZoneId zone) {
    return Optional.ofNullable(
        column.jdbcType() == Types.ARRAY
            ? PostgreSqlArrays.map(column.typeName())
            : mapSingle(column, zone));
  }

  private static ColumnMapping mapSingle(ColumnType column, ZoneId zone) {
    return switch (column.typeName()) {
      case "bool" -> JdbcTypes.bool();
      case "int2", "smallserial" -> JdbcTypes.int16();
      case "int4", "serial" -> JdbcTypes.int32();
      case "int8", "bigserial", "oid" -> JdbcTypes.int64();
      case "float4" -> JdbcTypes.float32();
      case "float8" -> JdbcTypes.float64();
      case "numeric" -> JdbcTypes.decimal(column);
      case "bit" -> column.precision() == 1 ? JdbcTypes.bool() : JdbcTypes.text();
      case "bytea" -> JdbcTypes.bytes();
      case "date" -> JdbcTypes.date();
      case "time" -> JdbcTypes.timeOfDay();
      case "timestamp" -> JdbcTypes.dateTime(zone);
      case "timestamptz" -> instant();
      case "varbit",
          "timetz",
          "interval",
          "money",
          "uuid",
          "json",
          "jsonb",
          "xml",
          "inet",
          "cidr",
          "macaddr",
          "macaddr8",
          "ltree",
          "citext" ->
          JdbcTypes.text();
      // Also what enumerations are.
      default ->
          column.jdbcType() == Types.VARCHAR || column.jdbcType() == Types.CHAR
              ? JdbcTypes.text()
              : null;
    };
  }

  @Override
  Fault classify(SQLException error) {
    String state = error.getSQLState() == null ? "" : error.getSQLState();
    return switch (state) {
      case "28P01", "28000" -> Fault.LOGIN_REFUSED;
      case "3D000" -> Fault.NO_SUCH_DATABASE;
      case "42P01", "3F000" -> Fault.NO_SUCH_TABLE;
      case "42703" -> Fault.NO_SUCH_COLUMN;
      case "42501" -> Fault.NO_RIGHTS;
      default -> SqlStates.classify(error);
    };
  }

  private static ColumnMapping instant() {
    return new ColumnMapping(
        Timestamp.builder(),
        (row, column) -> {
          OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
          return value == null ? null : Date.from(value.toInstant());
        });
  }
}
