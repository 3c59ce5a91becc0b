// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.KafkaThread;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database: connections that only read, and what to make of its errors. A task's two threads
 * need no more than one connection each, which is used again and again.
 */
public final class Database implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  /** A connection that was used so lately is taken to be alive. */
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** PostgreSQL plans a connection's queries once, and no more once a column has another type. */
  private static final String OUTDATED_PLAN = "0A000";

  private final Dialect dialect;
  private final ConnectionSettings settings;
  private final Redaction redaction;
  private final String name;
  private final Deque<Idle> idle = new ConcurrentLinkedDeque<>();
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private record Idle(Connection connection, long since) {}

  /** Something to do with a connection; done again on a fresh one if an error may pass. */
  public interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  /**
   * Opens no connection yet.
   *
   * @param name of the thread that closes connections
   */
  public Database(Dialect dialect, ConnectionSettings settings, String name) {
    this.dialect = dialect;
    this.settings = settings;
    this.name = name;
    redaction = new Redaction(settings.secrets());
  }

  public Dialect dialect() {
    return dialect;
  }

  /**
   * Does something in a transaction that sees all tables at one moment.
   *
   * @throws SQLException as the driver words it; then the connection is given up
   */
  <T> T read(Work<T> work) throws SQLException {
    Connection idleOne = idleConnection();
    if (idleOne != null) {
      try {
        return read(idleOne, work);
      } catch (SQLException e) {
        if (!OUTDATED_PLAN.equals(e.getSQLState())) {
          throw e;
        }
      }
    }
    return read(connect(), work);
  }

  private <T> T read(Connection connection, Work<T> work) throws SQLException {
    try {
      T result = work.run(connection);
      connection.rollback();
      idle.push(new Idle(connection, System.nanoTime()));
      return result;
    } catch (SQLException | RuntimeException | Error e) {
      giveUp(connection);
      throw e;
    }
  }

  private Connection idleConnection() {
    Idle next = idle.poll();
    if (next == null || System.nanoTime() - next.since < FRESH_NANOS || isAlive(next.connection)) {
      return next == null ? null : next.connection;
    }
    giveUp(next.connection);
    return null;
  }

  private boolean isAlive(Connection connection) {
    try {
      return connection.isValid((int) Math.max(1, settings.connectTimeout().toSeconds()));
    } catch (SQLException e) {
      return false;
    }
  }

  private Connection connect() throws SQLException {
    Connection connection = dialect.connect(settings);
    open.add(connection);
    try (Statement session = connection.createStatement()) {
      // Before there is a transaction, with which PostgreSQL would take it back.
      session.execute(dialect.traits().sessionStatement());
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      if (closed) {
        throw new SQLException("the task has stopped");
      }
      return connection;
    } catch (SQLException | RuntimeException | Error e) {
      giveUp(connection);
      throw e;
    }
  }

  private void giveUp(Connection connection) {
    open.remove(connection);
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("A connection had ended already", e);
    }
  }

  public Fault classify(SQLException error) {
    return dialect.classifyChain(error);
  }

  /** An exception for the worker, with the cause but without the password. */
  public ConnectException failure(String what, Exception error) {
    return new ConnectException(what + ": " + redaction.messageOf(error), redaction.clean(error));
  }

  public String describe(SQLException error) {
    return redaction.messageOf(error);
  }

  /** Ends all connections. Returns at once, even if the database has stopped answering. */
  @Override
  public void close() {
    closed = true;
    KafkaThread.daemon(name + "-closer", this::end).start();
  }

  private void end() {
    List<Connection> unused = idle.stream().map(Idle::connection).toList();
    open.removeAll(unused);
    for (Connection used : open) {
      try {
        used.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.debug("A connection had ended already", e);
      }
    }
    unused.forEach(this::giveUp);
  }
}
