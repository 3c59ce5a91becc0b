// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.postgresql.util.HStoreConverter;

/** PostgreSQL. */
final class PostgreSqlDialect extends Dialect {

  /** Also ranges that users define, as long as they are called so. */
  private static final Pattern TEXTUAL =
      Pattern.compile(
          "text|varchar|bpchar|name|citext|ltree|uuid|jsonb?|xml|varbit|timetz|interval|money|inet"
              + "|cidr|macaddr8?|.*range");

  PostgreSqlDialect() {
    super(
        new Traits(
            "jdbc:postgresql:",
            "org.postgresql.Driver",
            "\"",
            5_000,
            "SET TIME ZONE 'UTC'; SET extra_float_digits = 3",
            """
            SELECT 1
            FROM pg_index i
            JOIN pg_class c ON c.oid = i.indexrelid
            JOIN pg_am m ON m.oid = c.relam
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
            WHERE i.indrelid = to_regclass(concat_ws('.', quote_ident(?), quote_ident(?)))
              AND a.attname = ? AND m.amname = 'btree' AND i.indpred IS NULL AND i.indisvalid
            """,
            // The driver asks for the binary form of a value once a statement has run a few times.
            // Of these types it makes another text of that than the database writes, or can't read
            // it.
            Map.of("binaryTransferDisable", "TIMETZ,NUMERIC,OID_ARRAY", "binaryTransferEnable", ""),
            Set.of(
                "sslmode",
                "sslrootcert",
                "sslfactory",
                "sslfactoryarg",
                "sslhostnameverifier",
                "gssEncMode")));
  }

  @Override
  Map<String, String> driverProperties(ConnectionSettings settings) {
    return Map.of(
        "connectTimeout", seconds(settings.connectTimeout()),
        "loginTimeout", seconds(settings.connectTimeout()),
        "socketTimeout", seconds(settings.queryTimeout()),
        "tcpKeepAlive", "true",
        "ApplicationName", "pinstream");
  }

  /** The driver takes nothing finer; rounded down, half a second would be for ever. */
  private static String seconds(Duration time) {
    return String.valueOf(time.plusMillis(999).toSeconds());
  }

  @Override
  Map<String, String> tlsProperties(TrustedAuthorities authorities) {
    return Map.of(
        "sslmode",
        "verify-full",
        "sslrootcert",
        authorities.file().toString(),
        // Else Kerberos' encryption would come before TLS.
        "gssEncMode",
        "disable");
  }

  @Override
  Optional<ColumnMapping> map(ColumnType column, ZoneId zone) {
    if (column.jdbcType() == Types.ARRAY && column.typeName().startsWith("_")) {
      ColumnType element = column.ofType(Types.OTHER, column.typeName().substring(1));
      return map(element, zone).map(JdbcTypes::array);
    }
    return Optional.ofNullable(
        switch (column.jdbcType()) {
          // Also an enumeration, which may be called like a type of the system.
          case Types.VARCHAR, Types.CHAR -> JdbcTypes.text();
          // A composite, which may be called like a range.
          case Types.STRUCT -> null;
          default -> mapByName(column, zone);
        });
  }

  private static ColumnMapping mapByName(ColumnType column, ZoneId zone) {
    return switch (column.typeName()) {
      case "bool" -> JdbcTypes.primitive(Schema.Type.BOOLEAN);
      case "int2", "smallserial" -> JdbcTypes.primitive(Schema.Type.INT16);
      case "int4", "serial" -> JdbcTypes.primitive(Schema.Type.INT32);
      case "int8", "bigserial", "oid" -> JdbcTypes.primitive(Schema.Type.INT64);
      case "float4" -> JdbcTypes.primitive(Schema.Type.FLOAT32);
      case "float8" -> JdbcTypes.primitive(Schema.Type.FLOAT64);
      case "numeric" -> JdbcTypes.decimal(column, JdbcTypes.text());
      case "bit" ->
          column.precision() == 1 ? JdbcTypes.primitive(Schema.Type.BOOLEAN) : JdbcTypes.text();
      case "bytea" -> JdbcTypes.bytes();
      case "date" -> JdbcTypes.date();
      case "time" -> JdbcTypes.timeOfDay();
      case "timestamp" -> JdbcTypes.dateTime(zone);
      case "timestamptz" -> JdbcTypes.instant();
      case "hstore" -> hstore();
      default -> TEXTUAL.matcher(column.typeName()).matches() ? JdbcTypes.text() : null;
    };
  }

  /**
   * Read from its text: the driver itself knows the type only where the search path leads to it.
   */
  private static ColumnMapping hstore() {
    return JdbcTypes.mapped(
        SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA),
        ResultSet::getString,
        text -> new TreeMap<>(HStoreConverter.fromString(text)));
  }

  /**
   * Whether the server has no TLS, or the certificate of another host. The driver says so in the
   * worker's language and with states that it has for much else; these words stay as they are.
   */
  private static boolean isOfTrust(SQLException error) {
    String message = String.valueOf(error.getMessage());
    return message.contains("PgjdbcHostnameVerifier")
        || ("08004".equals(error.getSQLState()) && message.contains("SSL"));
  }

  @Override
  Fault classify(SQLException error) {
    String state = error.getSQLState() == null ? "" : error.getSQLState();
    return switch (state) {
      case "3D000", "57P04" -> Fault.NO_SUCH_DATABASE;
      case "42P01", "3F000" -> Fault.NO_SUCH_TABLE;
      case "42703" -> Fault.NO_SUCH_COLUMN;
      case "42501" -> Fault.NO_RIGHTS;
      // Read-only while it fails over; transaction, lock or statement timed out; object in use.
      case "25006", "25P03", "25P04", "55P03", "57014", "55006" -> Fault.UNREACHABLE;
      default -> isOfTrust(error) ? Fault.NOT_TRUSTED : Fault.byState(error);
    };
  }
}
