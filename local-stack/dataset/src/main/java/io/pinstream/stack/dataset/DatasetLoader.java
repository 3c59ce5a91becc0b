// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Puts a data set into MySQL, MariaDB or PostgreSQL, as the tables {@code pinterest_data}, {@code
 * geolocation_data} and {@code user_data} of the database (PostgreSQL: the first schema of the
 * search path) that a JDBC URL names.
 *
 * <p>A fourth table of one row, {@code pinstream_dataset}, records which data set they hold: the
 * same one is left alone, one that broke off is loaded anew, and whatever else bears these names is
 * never touched, unless its replacement is asked for.
 */
public final class DatasetLoader {
  /** A server notices only after a while that a load which broke off has gone. */
  private static final Duration LOCK_WAIT = Duration.ofSeconds(10);

  private final String jdbcUrl;
  private final String user;
  private final String password;
  private final JdbcTarget target;
  private final Dialect dialect;
  private final boolean indexed;
  private final Duration lockWait;

  /**
   * @param jdbcUrl {@code jdbc:mysql:}, {@code jdbc:mariadb:} or {@code jdbc:postgresql:}, with the
   *     name of a database that exists
   * @param user user who may create tables there
   * @param password the user's password, may be empty
   * @throws DatasetLoadException if the URL is for another kind of database
   */
  public DatasetLoader(String jdbcUrl, String user, String password) {
    this(jdbcUrl, user, password, true, LOCK_WAIT);
  }

  private DatasetLoader(
      String jdbcUrl, String user, String password, boolean indexed, Duration lockWait) {
    this.jdbcUrl = jdbcUrl;
    this.user = user;
    this.password = password;
    this.indexed = indexed;
    this.lockWait = lockWait;
    target = new JdbcTarget(jdbcUrl);
    dialect = Dialect.of(jdbcUrl);
  }

  /**
   * A loader that gives the tables it makes no index on the number of the post, instead of a plain
   * one. Tables that are there already stay as they are.
   */
  public DatasetLoader withoutIndexes() {
    return new DatasetLoader(jdbcUrl, user, password, false, lockWait);
  }

  /** A loader that waits so long for another one to be done with the same database. */
  DatasetLoader withLockWait(Duration wait) {
    return new DatasetLoader(jdbcUrl, user, password, indexed, wait);
  }

  /** What {@link #load} did. */
  public enum Outcome {
    /** The tables were created and filled. */
    LOADED,
    /** The same data set was there already, and was left alone. */
    ALREADY_THERE
  }

  /**
   * Creates the tables and fills them, unless they hold the same data set already.
   *
   * @param dataset the rows
   * @param replace whether tables with these names that hold anything else are dropped first
   * @param progress hears how far each table is
   * @throws DatasetLoadException if the tables hold something else and {@code replace} is false, if
   *     the database can't be reached, or if it fails
   */
  public Outcome load(PinterestDataset dataset, boolean replace, ProgressListener progress) {
    try (Connection connection = connect()) {
      DatasetSchema schema = new DatasetSchema(connection, dialect);
      if (!schema.exists()) {
        throw new DatasetLoadException(
            "The JDBC URL "
                + target
                + " names no database: put its name behind the port, as in .../pinstream");
      }
      if (!dialect.lock(connection, lockWait)) {
        throw new DatasetLoadException(
            "Another process is loading a data set into "
                + target
                + ": wait until it is done, or stop it");
      }
      Set<String> present = schema.present();
      Optional<LoadedDataset> found =
          present.contains(DatasetSchema.RECORD) ? schema.record() : Optional.empty();
      if (holds(dataset, present, found)) {
        return Outcome.ALREADY_THERE;
      }
      boolean brokenOff = found.isPresent() && !found.get().complete();
      if (!present.isEmpty() && !replace && !brokenOff) {
        throw new DatasetLoadException(refusal(dataset, present, found));
      }
      connection.setAutoCommit(false);
      for (String table : present) {
        schema.drop(table);
      }
      fill(connection, schema, dataset, progress);
      connection.commit();
      return Outcome.LOADED;
    } catch (SQLException | IOException e) {
      throw target.failure("Can't load the data set into " + target, e);
    }
  }

  /**
   * Whether the database holds all rows of this very data set.
   *
   * @throws DatasetLoadException if the database can't be reached, or if it fails
   */
  public boolean isLoaded(PinterestDataset dataset) {
    try (Connection connection = connect()) {
      DatasetSchema schema = new DatasetSchema(connection, dialect);
      Set<String> present = schema.present();
      return present.contains(DatasetSchema.RECORD) && holds(dataset, present, schema.record());
    } catch (SQLException e) {
      throw target.failure("Can't read from " + target, e);
    }
  }

  private static boolean holds(
      PinterestDataset dataset, Set<String> present, Optional<LoadedDataset> found) {
    return found.equals(Optional.of(LoadedDataset.of(dataset, true)))
        && present.size() == Table.values().length + 1;
  }

  private void fill(
      Connection connection,
      DatasetSchema schema,
      PinterestDataset dataset,
      ProgressListener progress)
      throws SQLException, IOException {
    // The record comes first and is completed last: a load that breaks off leaves tables behind
    // that are known to be ours. MySQL and MariaDB can't roll a CREATE TABLE back.
    schema.createRecord(LoadedDataset.of(dataset, false));
    connection.commit();
    ExecutorService makers =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            task -> {
              Thread thread = new Thread(task, "pinstream-dataset");
              thread.setDaemon(true);
              return thread;
            });
    try {
      for (Table table : Table.values()) {
        schema.create(table);
        long loaded = dialect.load(connection, table, dataset, makers, progress);
        if (loaded != dataset.rows()) {
          throw new DatasetLoadException(
              target
                  + " took "
                  + loaded
                  + " of "
                  + dataset.rows()
                  + " rows into "
                  + table.sqlName()
                  + ": look into the database's log, then load again");
        }
        connection.commit();
        if (indexed) {
          schema.createIndex(table);
        }
      }
    } finally {
      makers.shutdownNow();
    }
    schema.markComplete();
  }

  private Connection connect() {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    dialect.configure(properties);
    try {
      Connection connection = DriverManager.getConnection(jdbcUrl, properties);
      dialect.prepare(connection);
      return connection;
    } catch (SQLException e) {
      throw target.failure(
          "Can't connect to "
              + target
              + " as user '"
              + user
              + "' (check address, user and password, and that the database exists)",
          e);
    }
  }

  private String refusal(
      PinterestDataset dataset, Set<String> present, Optional<LoadedDataset> found) {
    Set<String> tables = new TreeSet<>(present);
    tables.remove(DatasetSchema.RECORD);
    String what =
        found
            .map(
                loaded ->
                    "a data set with seed "
                        + loaded.seed()
                        + " and "
                        + loaded.rows()
                        + " rows"
                        + (loaded.generation() == PinterestDataset.GENERATION
                            ? ""
                            : " of another version of Pinstream")
                        + " (tables "
                        + String.join(", ", tables)
                        + ")")
            .orElseGet(
                () -> "tables that Pinstream did not make (" + String.join(", ", present) + ")");
    return target
        + " already holds "
        + what
        + "; the data set with seed "
        + dataset.seed()
        + " and "
        + dataset.rows()
        + " rows was not loaded and nothing was changed. Name another database, or ask for"
        + " replacement, which drops these tables with all they hold.";
  }
}
