// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.apache.kafka.connect.errors.ConnectException;

/** The database: a pool of read-only connections and what to make of its errors. */
public final class Database implements AutoCloseable {

  private static final long IDLE_MS = 30_000;

  private final Dialect dialect;
  private final Redaction redaction;
  private final HikariDataSource pool;
  private final ConnectionSettings settings;

  /** Opens no connection yet. */
  public Database(
      Dialect dialect, ConnectionSettings settings, String poolName, int maxConnections) {
    this.dialect = dialect;
    this.settings = settings;
    redaction = new Redaction(settings.password());
    HikariConfig config = new HikariConfig();
    config.setPoolName(poolName);
    config.setDriverClassName(dialect.driverClass());
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(maxConnections);
    config.setMinimumIdle(0);
    config.setIdleTimeout(IDLE_MS);
    config.setConnectionTimeout(settings.connectTimeout().toMillis());
    config.setInitializationFailTimeout(-1);
    config.setConnectionInitSql(dialect.sessionStatement());
    config.setReadOnly(true);
    config.setAutoCommit(false);
    config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
    Properties properties = new Properties();
    properties.putAll(dialect.driverProperties(settings));
    properties.keySet().removeIf(name -> setInUrl((String) name));
    config.setDataSourceProperties(properties);
    pool = new HikariDataSource(config);
  }

  public Dialect dialect() {
    return dialect;
  }

  /** A connection in a transaction that sees all tables at the same moment. */
  public Connection connect() throws SQLException {
    return pool.getConnection();
  }

  /** What kind of error this is. */
  public Fault classify(SQLException error) {
    for (Throwable e = error; e != null; e = e.getCause()) {
      if (e instanceof SQLException sql) {
        Fault fault = dialect.classify(sql);
        if (!fault.mayPass() && fault != Fault.OTHER) {
          return fault;
        }
      }
    }
    return dialect.classify(error);
  }

  /** An exception for the worker, with the cause but without the password. */
  public ConnectException failure(String what, Exception error) {
    return new ConnectException(
        what + ": " + redaction.clean(rootMessage(error)), redaction.clean(error));
  }

  /** What the driver says of an error, without the password. */
  public String describe(SQLException error) {
    return redaction.clean(rootMessage(error));
  }

  private static String rootMessage(Throwable error) {
    Throwable root = error;
    while (root.getCause() instanceof SQLException) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }

  private boolean setInUrl(String property) {
    return settings.url().matches("(?i).*[?&]" + property + "=.*");
  }

  /** Gives the connections up. Returns at once, even if the database has stopped answering. */
  @Override
  public void close() {
    // The pool waits for its connections to say goodbye; a task that stops does not.
    Thread closer = new Thread(pool::close, pool.getPoolName() + "-closer");
    closer.setDaemon(true);
    closer.start();
  }
}
