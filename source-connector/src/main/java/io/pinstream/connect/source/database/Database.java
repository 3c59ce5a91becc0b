// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.kafka.connect.errors.ConnectException;

/** The database: a pool of read-only connections and what to make of its errors. */
public final class Database implements AutoCloseable {

  private static final long IDLE_MS = 30_000;

  private final Dialect dialect;
  private final ConnectionSettings settings;
  private final Redaction redaction;
  private final HikariDataSource pool;

  /** Opens no connection yet. */
  public Database(
      Dialect dialect, ConnectionSettings settings, String poolName, int maxConnections) {
    this.dialect = dialect;
    this.settings = settings;
    redaction = new Redaction(settings.secrets());
    HikariConfig config = new HikariConfig();
    config.setPoolName(poolName);
    config.setDriverClassName(dialect.driverClass());
    config.setJdbcUrl(dialect.driverUrl(settings.url()));
    if (!settings.user().isEmpty()) {
      config.setUsername(settings.user());
    }
    if (!settings.password().isEmpty()) {
      config.setPassword(settings.password());
    }
    config.setMaximumPoolSize(maxConnections);
    config.setMinimumIdle(0);
    config.setIdleTimeout(IDLE_MS);
    config.setConnectionTimeout(settings.connectTimeout().toMillis());
    config.setInitializationFailTimeout(-1);
    config.setConnectionInitSql(dialect.sessionStatement());
    // PostgreSQL takes SET back when the transaction in which it stood is rolled back.
    config.setIsolateInternalQueries(true);
    config.setReadOnly(true);
    config.setAutoCommit(false);
    config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
    config.setDataSourceProperties(dialect.properties(settings));
    pool = new HikariDataSource(config);
  }

  public Dialect dialect() {
    return dialect;
  }

  /** A connection in a transaction that sees all tables at the same moment. */
  public Connection connect() throws SQLException {
    if (pool.getHikariPoolMXBean().getTotalConnections() == 0) {
      // The pool would keep a refused log-in to itself until the time-out is over.
      dialect.connect(settings).close();
    }
    return pool.getConnection();
  }

  /** What kind of error this is. */
  public Fault classify(SQLException error) {
    return dialect.classifyChain(error);
  }

  /** An exception for the worker, with the cause but without the password. */
  public ConnectException failure(String what, Exception error) {
    return new ConnectException(what + ": " + redaction.messageOf(error), redaction.clean(error));
  }

  /** What the driver says of an error, without the password. */
  public String describe(SQLException error) {
    return redaction.messageOf(error);
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
