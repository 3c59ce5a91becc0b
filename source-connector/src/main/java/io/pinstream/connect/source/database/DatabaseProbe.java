// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.utils.KafkaThread;

/**
 * A look at the database, for the validation of settings. Whatever it does, connecting included, is
 * done by one moment: each question has a thread of its own, which is left alone if it is not.
 */
public final class DatabaseProbe implements AutoCloseable {

  private static final String NAME = "pinstream-validation";

  private static final long LONGEST_QUESTION_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Database database;
  private final long end;

  /**
   * @param longest that everything may take from now on
   */
  public DatabaseProbe(Dialect dialect, ConnectionSettings settings, Duration longest) {
    end = System.nanoTime() + longest.toNanos();
    database = new Database(dialect, settings, NAME);
  }

  public void connect() throws SQLException {
    String unused = ask(Connection::getCatalog);
  }

  /** The tables and views that the user sees, as the setting {@code tables} names them. */
  public List<String> tables() throws SQLException {
    String[] types = {"TABLE", "BASE TABLE", "PARTITIONED TABLE", "VIEW", "MATERIALIZED VIEW"};
    return ask(
        connection -> {
          TreeSet<String> names = new TreeSet<>();
          try (ResultSet rows =
              connection
                  .getMetaData()
                  .getTables(connection.getCatalog(), connection.getSchema(), "%", types)) {
            while (rows.next()) {
              names.add(new TableName(null, rows.getString("TABLE_NAME")).toString());
            }
          }
          return List.copyOf(names);
        });
  }

  /**
   * Looks whether a table can be read as it is asked for.
   *
   * @param candidates takes the columns that can hold an index
   * @throws TableLayoutException if it can't
   */
  public void check(TableSelection selection, SampledTable table, Set<Object> candidates)
      throws SQLException {
    Dialect dialect = database.dialect();
    List<ColumnType> columns = ask(connection -> TableLayout.columns(connection, dialect, table));
    for (ColumnType column : columns) {
      if (dialect.map(column, ZoneOffset.UTC).filter(ColumnMapping::isInteger).isPresent()) {
        candidates.add(column.name());
      }
    }
    TableLayout unused = TableLayout.of(columns, dialect, selection, table);
  }

  private <T> T ask(Database.Work<T> question) throws SQLException {
    FutureTask<T> answer = new FutureTask<>(() -> database.read(question));
    KafkaThread.daemon(NAME, answer).start();
    try {
      long left = Math.min(LONGEST_QUESTION_NANOS, end - System.nanoTime());
      return answer.get(left, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new SQLTransientException("the time to answer is over", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransientException("the validation was interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SQLException sql ? sql : new SQLException(e.getCause());
    }
  }

  /** Returns at once, even if the database has stopped answering. */
  @Override
  public void close() {
    database.close();
  }
}
