// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What differs between the databases. */
public abstract class Dialect {

  /**
   * What can be said of a dialect in a word or in SQL.
   *
   * @param urlPrefix what its JDBC URLs start with
   * @param driver the driver's class
   * @param quote around names
   * @param streamingFetchSize rows per round trip that make the driver stream a result instead of
   *     holding all of it
   * @param sessionStatement that a new connection starts with, so that values are read one way
   * @param indexQuery finds the indexes over all rows that start with a column and by which ranges
   *     are found; its parameters are schema or null, table, column
   * @param reading properties of the driver that decide how values are read
   * @param trust properties of the driver, also by older names, that say whom it trusts and whether
   *     by TLS
   */
  record Traits(
      String urlPrefix,
      String driver,
      String quote,
      int streamingFetchSize,
      String sessionStatement,
      String indexQuery,
      Map<String, String> reading,
      Set<String> trust) {}

  private final Traits traits;

  Dialect(Traits traits) {
    this.traits = traits;
  }

  Traits traits() {
    return traits;
  }

  /** What a URL starts with that asks for AWS's wrapper around the database's driver. */
  private static final String WRAPPED = "jdbc:aws-wrapper:";

  private static final String WRAPPER = "software.amazon.jdbc.Driver";

  private static final Pattern PARAMETER = Pattern.compile("[?&;,(]\\s*(\\w+)\\s*=([^&;,()]*)");

  /** The dialect that a JDBC URL asks for, if it is one of ours. */
  public static Optional<Dialect> of(String url) {
    String lowerCase = url.toLowerCase(Locale.ROOT).replace(WRAPPED, "jdbc:");
    return Stream.of(mySql(Dialect::isThere), new MariaDbDialect(false), new PostgreSqlDialect())
        .filter(dialect -> lowerCase.startsWith(dialect.traits().urlPrefix()))
        .findFirst();
  }

  /** Connector/J, if it is in the plugin: its licence lets nobody but the user put it there. */
  static Dialect mySql(Predicate<String> isThere) {
    MySqlDialect connectorJ = new MySqlDialect();
    return isThere.test(connectorJ.traits().driver()) ? connectorJ : new MariaDbDialect(true);
  }

  private static boolean isThere(String className) {
    try {
      Class.forName(className, false, Dialect.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** The URL as the driver takes it. */
  String driverUrl(String url) {
    return url;
  }

  /** Properties of the driver that the user may set otherwise. */
  abstract Map<String, String> driverProperties(ConnectionSettings settings);

  /** Properties of the driver for TLS, the server's certificate and name being verified. */
  abstract Map<String, String> tlsProperties(TrustedAuthorities authorities) throws SQLException;

  /** Properties for the driver: the user's, and those of the dialect that the user does not set. */
  final Properties properties(ConnectionSettings settings) throws SQLException {
    Properties properties = new Properties();
    properties.putAll(driverProperties(settings));
    properties.keySet().removeIf(parameters(settings.url())::containsKey);
    properties.putAll(settings.driverProperties());
    if (settings.authorities() != null) {
      properties.putAll(tlsProperties(settings.authorities()));
    }
    properties.putAll(traits().reading());
    return properties;
  }

  /** What the user sets that decides otherwise how values are read, if anything does. */
  public final Optional<String> misreading(ConnectionSettings settings) {
    Map<String, String> reading = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    reading.putAll(traits().reading());
    return given(settings)
        .filter(given -> reading.containsKey(given.getKey()))
        .filter(given -> !says(given.getValue(), reading.get(given.getKey())))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean says(String given, String value) {
    return given.equalsIgnoreCase(value)
        || (value.equals("UTF-8") && given.matches("(?i)utf8|utf8mb4"));
  }

  /** What the user sets that says whom the driver trusts, if anything does. */
  public final Optional<String> trustProperty(ConnectionSettings settings) {
    return given(settings)
        .map(Map.Entry::getKey)
        .filter(given -> traits().trust().stream().anyMatch(given::equalsIgnoreCase))
        .findFirst();
  }

  /** Properties of the driver that the user sets, in the URL or beside it. */
  private static Stream<Map.Entry<String, String>> given(ConnectionSettings settings) {
    return Stream.concat(
        parameters(settings.url()).entrySet().stream(),
        settings.driverProperties().entrySet().stream());
  }

  /**
   * The parameters of a URL, also of one host of several: {@code address=(host=db)(sslMode=trust)}.
   * Drivers of MySQL and MariaDB take them in any case.
   */
  private static Map<String, String> parameters(String url) {
    Map<String, String> parameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    PARAMETER.matcher(url).results().forEach(p -> parameters.put(p.group(1), p.group(2)));
    return parameters;
  }

  /** A connection of its own, without a pool: errors come at once and as the driver words them. */
  final Connection connect(ConnectionSettings settings) throws SQLException {
    Properties properties = properties(settings);
    if (!settings.user().isEmpty()) {
      properties.setProperty("user", settings.user());
    }
    if (!settings.password().isEmpty()) {
      properties.setProperty("password", settings.password());
    }
    String driver = settings.url().startsWith(WRAPPED) ? WRAPPER : traits().driver();
    Connection connection = driver(driver).connect(driverUrl(settings.url()), properties);
    if (connection == null) {
      throw new SQLException("the driver " + driver + " does not know this URL");
    }
    return connection;
  }

  private static Driver driver(String name) throws SQLException {
    try {
      return Class.forName(name).asSubclass(Driver.class).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new SQLException(
          "the driver %s is not in the plugin: build the zip with it".formatted(name), e);
    }
  }

  /** Whether the optimizer looks at an index that the query found. */
  boolean isLookedAt(ResultSet index) throws SQLException {
    return true;
  }

  /** Whether rows are found by the table's index column without a search through all of them. */
  final boolean isIndexed(Connection connection, SampledTable table) throws SQLException {
    if (table.query() != null) {
      return false;
    }
    try (PreparedStatement statement = connection.prepareStatement(traits().indexQuery())) {
      statement.setString(1, table.name().schema());
      statement.setString(2, table.name().name());
      statement.setString(3, table.indexColumn());
      try (ResultSet found = statement.executeQuery()) {
        boolean indexed = false;
        while (!indexed && found.next()) {
          indexed = isLookedAt(found);
        }
        return indexed;
      }
    }
  }

  abstract Optional<ColumnMapping> map(ColumnType column, ZoneId zone);

  /** What kind of error this is, its causes left aside. */
  abstract Fault classify(SQLException error);

  /**
   * What kind of error a pool or driver wrapped up, the first that can't pass before all others.
   */
  public final Fault classifyChain(SQLException error) {
    boolean lost = false;
    for (Throwable e = error; e != null; e = e.getCause()) {
      // In the middle of a result Connector/J gives a lost or silent connection no state and no
      // code.
      lost |=
          e instanceof EOFException
              || e instanceof SocketException
              || e instanceof SocketTimeoutException;
      if (e instanceof CertificateException || e instanceof CertPathValidatorException) {
        return Fault.NOT_TRUSTED;
      }
      if (e instanceof SQLException sql) {
        Fault fault = classify(sql);
        if (!fault.mayPass() && fault != Fault.OTHER) {
          return fault;
        }
      }
    }
    Fault fault = classify(error);
    return lost && fault == Fault.OTHER ? Fault.UNREACHABLE : fault;
  }

  final String quote(TableName table) {
    String name = quote(table.name());
    return table.schema() == null ? name : quote(table.schema()) + "." + name;
  }

  final String quote(String identifier) {
    String mark = traits().quote();
    return mark + identifier.replace(mark, mark + mark) + mark;
  }
}
