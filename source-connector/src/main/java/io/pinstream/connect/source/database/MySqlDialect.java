// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Schema;

/** MySQL, through Connector/J. */
class MySqlDialect extends Dialect {

  /** Their bytes are a format of the server's own. */
  private static final Pattern SPATIAL =
      Pattern.compile("geom.*|(multi)?(point|linestring|polygon)");

  /** What the drivers say, without a code, of a server that TLS does not vouch for. */
  private static final List<String> NOT_TRUSTED =
      List.of(
          "SSL hostname verification failed",
          "ssl not enabled in the server",
          "SSL Connection required, but not provided by server");

  private static final Set<String> TEXTUAL = Set.of("uuid", "inet4", "inet6", "json");

  private static final String SESSION =
      // A strict mode turns dates like 2020-00-15 to zero where a query needs a table of its own.
      "SET time_zone = '+00:00', sql_mode = 'ALLOW_INVALID_DATES',"
          // Without a limit: the default is what the server's own settings say.
          + " character_set_results = utf8mb4, sql_select_limit = 18446744073709551615";

  private static final String INDEX_QUERY =
      """
      SELECT * FROM information_schema.statistics
      WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ? AND column_name = ?
        AND seq_in_index = 1 AND index_type <> 'HASH'
      """;

  MySqlDialect() {
    this(
        "jdbc:mysql:",
        "com.mysql.cj.jdbc.Driver",
        // Connector/J's word for it. A cursor would have the server copy the rows first.
        Integer.MIN_VALUE,
        Map.of(
            // The binary protocol rounds no FLOAT.
            "useServerPrepStmts", "true",
            "tinyInt1isBit", "false",
            "yearIsDateType", "false",
            "connectionTimeZone", "UTC",
            "forceConnectionTimeZoneToSession", "true",
            "zeroDateTimeBehavior", "CONVERT_TO_NULL",
            "characterSetResults", "UTF-8",
            "maxRows", "-1"),
        Set.of(
            "sslMode",
            "trustCertificateKeyStoreUrl",
            "trustCertificateKeyStoreType",
            "trustCertificateKeyStorePassword",
            "trustManagerFactoryProvider",
            "sslContextProvider"));
  }

  /** For other drivers of this dialect. */
  MySqlDialect(
      String urlPrefix,
      String driver,
      int streamingFetchSize,
      Map<String, String> reading,
      Set<String> trust) {
    super(
        new Traits(
            urlPrefix, driver, "`", streamingFetchSize, SESSION, INDEX_QUERY, reading, trust));
  }

  @Override
  Map<String, String> driverProperties(ConnectionSettings settings) {
    return Map.of(
        "connectTimeout", String.valueOf(settings.connectTimeout().toMillis()),
        "socketTimeout", String.valueOf(settings.queryTimeout().toMillis()),
        "tcpKeepAlive", "true",
        "cachePrepStmts", "true",
        "prepStmtCacheSqlLimit", "16384");
  }

  @Override
  Map<String, String> tlsProperties(TrustedAuthorities authorities) throws SQLException {
    return Map.of(
        "sslMode",
        "VERIFY_IDENTITY",
        "trustCertificateKeyStoreUrl",
        authorities.store().toUri().toString(),
        "trustCertificateKeyStoreType",
        "PKCS12",
        "trustCertificateKeyStorePassword",
        TrustedAuthorities.STORE_PASSWORD);
  }

  /** MySQL has a column for what its optimizer leaves alone, MariaDB another, older ones none. */
  @Override
  boolean isLookedAt(ResultSet index) throws SQLException {
    ResultSetMetaData columns = index.getMetaData();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      String said = columns.getColumnLabel(i) + "=" + index.getString(i);
      if (said.equalsIgnoreCase("is_visible=NO") || said.equalsIgnoreCase("ignored=YES")) {
        return false;
      }
    }
    return true;
  }

  @Override
  Optional<ColumnMapping> map(ColumnType column, ZoneId zone) {
    if (SPATIAL.matcher(column.typeName()).matches()) {
      return Optional.empty();
    }
    ColumnMapping mapping =
        switch (column.jdbcType()) {
          case Types.BIT, Types.BOOLEAN -> JdbcTypes.bits(column);
          case Types.TINYINT ->
              JdbcTypes.primitive(column.signed() ? Schema.Type.INT8 : Schema.Type.INT16);
          case Types.SMALLINT ->
              JdbcTypes.primitive(column.signed() ? Schema.Type.INT16 : Schema.Type.INT32);
          case Types.INTEGER ->
              JdbcTypes.primitive(column.signed() ? Schema.Type.INT32 : Schema.Type.INT64);
          case Types.BIGINT ->
              column.signed() ? JdbcTypes.primitive(Schema.Type.INT64) : JdbcTypes.exactInt64();
          case Types.REAL, Types.FLOAT -> JdbcTypes.primitive(Schema.Type.FLOAT32);
          case Types.DOUBLE -> JdbcTypes.primitive(Schema.Type.FLOAT64);
          case Types.DECIMAL, Types.NUMERIC -> JdbcTypes.decimal(column, JdbcTypes.plainDecimal());
          case Types.CHAR,
              Types.VARCHAR,
              Types.LONGVARCHAR,
              Types.NCHAR,
              Types.NVARCHAR,
              Types.LONGNVARCHAR,
              Types.CLOB,
              Types.NCLOB ->
              JdbcTypes.text();
          case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
              column.typeName().equals("vector")
                  // Connector/J does not know it in the binary protocol.
                  ? JdbcTypes.bytes().through("CAST(%s AS BINARY)")
                  : JdbcTypes.bytes();
          // Zero dates stand, as null, in columns that allow no NULL.
          case Types.DATE -> JdbcTypes.date().orNull();
          case Types.TIME -> JdbcTypes.durationOfDay();
          case Types.TIMESTAMP ->
              JdbcTypes.dateTime(column.typeName().equals("timestamp") ? ZoneOffset.UTC : zone)
                  .orNull();
          case Types.OTHER -> TEXTUAL.contains(column.typeName()) ? JdbcTypes.text() : null;
          default -> null;
        };
    return Optional.ofNullable(mapping);
  }

  @Override
  Fault classify(SQLException error) {
    return switch (error.getErrorCode()) {
      // Wrong password or plugin; host not let in; password expired; encryption asked for; locked.
      case 1045, 1698, 1251, 1130, 1820, 1862, 3118, 3159, 4151 -> Fault.LOGIN_REFUSED;
      case 1044, 1046, 1049 -> Fault.NO_SUCH_DATABASE;
      // Also a view on a table that is gone.
      case 1146, 1109, 1356 -> Fault.NO_SUCH_TABLE;
      case 1054 -> Fault.NO_SUCH_COLUMN;
      case 1142, 1143, 1370, 1449 -> Fault.NO_RIGHTS;
      // Too many connections, of all and of this user; too many failed ones.
      case 1040, 1203, 1226, 1129 -> Fault.UNREACHABLE;
      // Shutting down, deadlock, killed.
      case 1053, 1213, 1317, 1927 -> Fault.UNREACHABLE;
      // Time-outs of the server's own: lock wait, query of MariaDB, query of MySQL.
      case 1205, 1969, 3024 -> Fault.UNREACHABLE;
      // Read-only while it fails over.
      case 1290, 1792, 1836 -> Fault.UNREACHABLE;
      default ->
          NOT_TRUSTED.stream().anyMatch(String.valueOf(error.getMessage())::contains)
              ? Fault.NOT_TRUSTED
              : Fault.byState(error);
    };
  }
}
