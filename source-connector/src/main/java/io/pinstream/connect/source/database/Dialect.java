// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** What differs between the databases. */
public abstract class Dialect {

  /** The dialect that a JDBC URL asks for, if it is one of ours. */
  public static Optional<Dialect> of(String url) {
    String lowerCase = url.toLowerCase(Locale.ROOT);
    return Stream.of(new MySqlDialect(), new MariaDbDialect(), new PostgreSqlDialect())
        .filter(dialect -> lowerCase.startsWith(dialect.urlPrefix()))
        .findFirst();
  }

  abstract String urlPrefix();

  abstract String driverClass();

  /** Properties of the driver that the URL does not set. */
  abstract Map<String, String> driverProperties(ConnectionSettings settings);

  /** Properties for the driver: those of the dialect that the URL does not set. */
  final Properties properties(ConnectionSettings settings) {
    Properties properties = new Properties();
    properties.putAll(driverProperties(settings));
    properties.keySet().removeIf(name -> settings.url().matches("(?i).*[?&]" + name + "=.*"));
    return properties;
  }

  /** A connection of its own, without a pool: errors come at once and as the driver words them. */
  final Connection connect(ConnectionSettings settings) throws SQLException {
    Properties properties = properties(settings);
    properties.setProperty("user", settings.user());
    properties.setProperty("password", settings.password());
    Connection connection = driver().connect(settings.url(), properties);
    if (connection == null) {
      throw new SQLException("the driver " + driverClass() + " does not know this URL");
    }
    return connection;
  }

  private Driver driver() {
    try {
      return Class.forName(driverClass())
          .asSubclass(Driver.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "the driver " + driverClass() + " is missing from the plugin", e);
    }
  }

  /** Statement that a new connection starts with, so that instants are read in UTC. */
  abstract String sessionStatement();

  abstract char quoteCharacter();

  /** Rows per round trip that make the driver stream a result instead of holding all of it. */
  abstract int streamingFetchSize();

  /** The Connect type of a column, if there is one. */
  abstract Optional<ColumnMapping> map(ColumnType column, ZoneId zone);

  /** What kind of error this is, its causes left aside. */
  abstract Fault classify(SQLException error);

  /**
   * What kind of error a pool or driver wrapped up, the first that can't pass before all others.
   */
  public final Fault classifyChain(SQLException error) {
    for (Throwable e = error; e != null; e = e.getCause()) {
      if (e instanceof SQLException sql) {
        Fault fault = classify(sql);
        if (!fault.mayPass() && fault != Fault.OTHER) {
          return fault;
        }
      }
    }
    return classify(error);
  }

  final String quote(TableName table) {
    String name = quote(table.name());
    return table.schema() == null ? name : quote(table.schema()) + "." + name;
  }

  final String quote(String identifier) {
    String mark = String.valueOf(quoteCharacter());
    return mark + identifier.replace(mark, mark + mark) + mark;
  }
}
