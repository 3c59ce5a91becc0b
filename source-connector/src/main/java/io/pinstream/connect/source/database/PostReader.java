// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import io.pinstream.connect.source.sampling.PositionCursor;
import io.pinstream.connect.source.sampling.SampleOrder;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the posts of one task on a thread of its own, so that the task never waits for the
 * database: small tables as a whole, now and again anew; large ones batch by batch, ahead of the
 * need.
 */
public final class PostReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PostReader.class);

  private final Database database;
  private final Retries retries;
  private final TableSelection selection;
  private final PositionCursor cursor;
  private final SampleOrder order;
  private final int batchPosts;
  private final Duration refresh;
  private final Thread thread;
  private final CountDownLatch begun = new CountDownLatch(1);
  private volatile PostFeed feed;
  private volatile ConnectException failure;

  /**
   * @param name of the thread
   * @param batchPosts how many posts of large tables are read at a time
   * @param refresh after which memory is read again; zero for never
   */
  public PostReader(
      String name,
      Database database,
      Retries retries,
      TableSelection selection,
      PositionCursor cursor,
      SampleOrder order,
      int batchPosts,
      Duration refresh) {
    this.database = database;
    this.retries = retries;
    this.selection = selection;
    this.cursor = cursor;
    this.order = order;
    this.batchPosts = batchPosts;
    this.refresh = refresh;
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  /** Begins to read. */
  public void start() {
    thread.start();
  }

  /**
   * Where the posts come from.
   *
   * @param waitNanos how long to wait while the tables are read for the first time
   * @return null if that takes longer
   * @throws ConnectException if reading failed for good
   */
  public PostFeed feed(long waitNanos) throws InterruptedException {
    boolean unused = begun.await(waitNanos, TimeUnit.NANOSECONDS);
    if (failure != null) {
      throw failure;
    }
    return feed;
  }

  private void run() {
    try {
      readPosts();
    } catch (InterruptedException e) {
      LOG.debug("{} stops", thread.getName());
    } catch (ConnectException e) {
      failure = e;
    } catch (OutOfMemoryError e) {
      failure =
          new ConnectException(
              "the tables don't fit into the worker's memory: lower snapshot.max.rows, so that rows are"
                  + " read as they are drawn, or give the worker more memory",
              e);
    } catch (RuntimeException | Error e) {
      failure = new ConnectException("reading the tables failed: " + e, e);
    } finally {
      begun.countDown();
    }
  }

  private void readPosts() throws InterruptedException {
    Opened opened =
        retries.call(
            "reading the tables",
            connection -> {
              AlignedTables tables = open(connection);
              return tables.fitMemory(connection)
                  ? new Opened(tables, tables.readAll(connection), null)
                  : new Opened(tables, null, tables.readIndexes(connection));
            });
    if (opened.snapshot != null) {
      keepSnapshot(opened.snapshot);
    } else {
      KeyedReader reader =
          new KeyedReader(
              retries,
              this::open,
              selection,
              cursor,
              order,
              batchPosts,
              opened.tables,
              opened.indexes);
      begin(reader.feed());
      reader.readAll(refresh);
    }
  }

  private record Opened(AlignedTables tables, Snapshot snapshot, IndexSet indexes) {}

  private AlignedTables open(Connection connection) throws SQLException {
    return AlignedTables.open(connection, database.dialect(), selection);
  }

  private void begin(PostFeed first) {
    feed = first;
    begun.countDown();
  }

  private void keepSnapshot(Snapshot first) throws InterruptedException {
    SnapshotFeed snapshots = new SnapshotFeed(first, cursor, order);
    begin(snapshots);
    LOG.info("Hold {} rows in memory; {} indexes to draw from", first.rowCount(), snapshots.size());
    while (!refresh.isZero()) {
      Thread.sleep(refresh.toMillis());
      try {
        snapshots.replace(
            retries.call(
                "reading the tables again", connection -> open(connection).readAll(connection)));
        LOG.debug("Read the tables again");
      } catch (DatabaseUnavailableException | NothingToDrawException e) {
        // Tables that are filled anew are empty for a moment.
        LOG.warn("The rows in memory stay as they are for now: {}", e.getMessage());
      }
    }
  }

  /** Ends the reading without waiting for the database. */
  @Override
  public void close() {
    retries.cancel();
    thread.interrupt();
  }
}
