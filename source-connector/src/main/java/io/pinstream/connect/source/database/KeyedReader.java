// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import io.pinstream.connect.source.sampling.PositionCursor;
import io.pinstream.connect.source.sampling.SampleOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the posts of large tables by their indexes, batch by batch, ahead of the need. */
final class KeyedReader {

  private static final Logger LOG = LoggerFactory.getLogger(KeyedReader.class);

  private final Retries retries;
  private final SqlWork<AlignedTables> opening;
  private final MissingRow missingRow;
  private final PositionCursor cursor;
  private final SampleOrder order;
  private final int batchPosts;
  private final BatchFeed feed;
  private AlignedTables tables;
  private IndexSet indexes;

  /**
   * @param opening opens the tables anew, when they may have changed
   * @param batchPosts how many posts are read at a time
   */
  KeyedReader(
      Retries retries,
      SqlWork<AlignedTables> opening,
      TableSelection selection,
      PositionCursor cursor,
      SampleOrder order,
      int batchPosts,
      AlignedTables tables,
      IndexSet indexes) {
    this.retries = retries;
    this.opening = opening;
    missingRow = selection.missingRow();
    this.cursor = cursor;
    this.order = order;
    this.batchPosts = batchPosts;
    this.tables = tables;
    this.indexes = indexes;
    feed = new BatchFeed(batchPosts, selection.tables().size(), indexes.size());
  }

  PostFeed feed() {
    return feed;
  }

  /** Reads up to the last position. */
  void readAll(Duration refresh) throws InterruptedException {
    LOG.info(
        "Read rows by index, {} posts at a time; {} indexes to draw from",
        batchPosts,
        indexes.size());
    long readAt = System.nanoTime();
    while (!cursor.atEnd()) {
      if (!refresh.isZero() && System.nanoTime() - readAt > refresh.toNanos()) {
        readAt = System.nanoTime();
        readIndexesAgain();
      }
      readBatch();
    }
    feed.complete();
  }

  private void readIndexesAgain() throws InterruptedException {
    try {
      tables = retries.call("reading the tables' columns", opening);
      indexes = retries.call("reading the indexes", tables::readIndexes);
      feed.resize(indexes.size());
    } catch (NothingToDrawException e) {
      LOG.warn("The indexes in memory stay as they are for now: {}", e.getMessage());
    }
  }

  private void readBatch() throws InterruptedException {
    long[] positions = new long[batchPosts];
    long[] drawn = new long[batchPosts];
    int posts = 0;
    while (posts < batchPosts && !cursor.atEnd()) {
      positions[posts] = cursor.next();
      drawn[posts] = indexes.index((int) order.ordinal(positions[posts], indexes.size()));
      posts++;
    }
    long[] distinct = Arrays.stream(drawn, 0, posts).sorted().distinct().toArray();
    List<Map<Long, Struct>> found =
        retries.call(
            "reading rows by index",
            connection -> tables.readRows(connection, distinct, batchPosts));
    for (int i = 0; i < posts; i++) {
      Struct[] rows = rowsOf(drawn[i], found);
      if (rows != null) {
        feed.put(new Post(positions[i], drawn[i], rows));
      }
    }
  }

  /** Null if rows have gone since the indexes were read, and the post with them. */
  private Struct[] rowsOf(long index, List<Map<Long, Struct>> found) {
    Struct[] rows = new Struct[found.size()];
    int present = 0;
    for (int table = 0; table < rows.length; table++) {
      rows[table] = found.get(table).get(index);
      if (rows[table] != null) {
        present++;
      } else if (missingRow == MissingRow.FAIL) {
        throw tables.missingRow(table, index);
      }
    }
    boolean emitted = present == rows.length || (missingRow == MissingRow.EMIT && present > 0);
    return emitted ? rows : null;
  }
}
