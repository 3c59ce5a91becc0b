// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import io.pinstream.connect.source.sampling.IndexRange;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows that can be drawn. Those that are not in memory are read by index, a batch at a time in
 * one transaction; meanwhile another thread reads all of a table that fits into memory.
 */
final class SampledRows {

  private static final Logger LOG = LoggerFactory.getLogger(SampledRows.class);

  /** Neighbours that are read into memory at a time. */
  private static final int NEIGHBOURS = 4_096;

  /** Where each search goes through the whole table, there are to be few. */
  private static final int UNINDEXED_NEIGHBOURS = 16_384;

  /** No more than that is meant to be read into memory at a time, by the size of rows before. */
  private static final long NEIGHBOURS_BYTES = 4 << 20;

  /** Where rows turn out to be larger than those before, no more than that is read at a time. */
  private static final long READ_BYTES = 8 << 20;

  private final Retries retries;
  private final TableSelection selection;
  private final long maxBytes;
  private final Warnings warnings = new Warnings();
  private volatile Opened opened;
  private volatile IndexRange room = IndexRange.ALL;

  /** What was found when the tables were looked at; the cache stays while their columns do. */
  private record Opened(AlignedTables tables, IndexSet indexes, RowCache cache) {}

  SampledRows(Retries retries, TableSelection selection, long maxBytes) {
    this.retries = retries;
    this.selection = selection;
    this.maxBytes = maxBytes;
  }

  /** Leaves out all other rows from now on. */
  void limitTo(IndexRange indexes) {
    room = indexes;
  }

  /** Looks at the tables and what they have to draw from. */
  void readIndexes() throws InterruptedException {
    opened = retries.call("reading the tables", this::open);
  }

  /** Looks at the tables again, and forgets the rows in memory. */
  void startOver() throws InterruptedException {
    readIndexes();
    Opened read = opened;
    opened = new Opened(read.tables, read.indexes, cacheFor(read.tables));
  }

  private RowCache cacheFor(AlignedTables tables) {
    return new RowCache(new RowPacking(tables.schemas()), maxBytes);
  }

  private Opened open(Connection connection) throws SQLException {
    AlignedTables tables =
        AlignedTables.open(connection, retries.database().dialect(), selection, room, warnings);
    IndexSet indexes = tables.readIndexes(connection);
    if (indexes.size() == 0 && opened == null) {
      throw new ConnectException(tables.nothingToDraw());
    } else if (indexes.size() == 0) {
      // Tables that are filled anew are empty for a moment.
      throw new SQLTransientException(tables.nothingToDraw());
    }
    return opened != null && opened.tables.schemas().equals(tables.schemas())
        ? new Opened(tables, indexes, opened.cache)
        : new Opened(tables, indexes, cacheFor(tables));
  }

  IndexSet indexes() {
    return opened.indexes;
  }

  long rowsInMemory() {
    return opened == null ? 0 : opened.cache.posts() * selection.tables().size();
  }

  /** How many posts take about so many bytes. */
  int postsIn(long bytes) {
    return opened.cache.postsIn(bytes);
  }

  /**
   * Reads all of a table that fits into memory, and what is in memory again and again, until the
   * thread is interrupted.
   */
  void keepFresh(Duration refresh) throws InterruptedException {
    fill(false);
    while (!refresh.isZero()) {
      Thread.sleep(refresh.toMillis());
      try {
        readIndexes();
        IndexSet all = opened.indexes;
        boolean fits = opened.cache.hasRoomFor(all.size());
        opened.cache.removeIf(index -> !fits || !all.contains(index));
        fill(true);
        LOG.debug("Read the tables again");
      } catch (Retries.GaveUpException e) {
        LOG.warn("The rows in memory stay as they are for now: {}", e.getMessage());
      }
    }
  }

  /** Reads what is not in memory, as far as all have room there; again, also what is. */
  private void fill(boolean again) throws InterruptedException {
    RowCache cache = opened.cache;
    IndexSet all = opened.indexes;
    long start = 0;
    while (start < all.size() && cache.hasRoomFor(all.size())) {
      long end = start;
      long limit = Math.min(all.size(), start + neighbours());
      while (end < limit && (again || !cache.holds(all.index(end)))) {
        end++;
      }
      start = end > start ? readNeighbours(all, start, end) : start + 1;
    }
  }

  private int neighbours() {
    int most = opened.tables.areIndexed() ? NEIGHBOURS : UNINDEXED_NEIGHBOURS;
    return Math.min(most, postsIn(NEIGHBOURS_BYTES));
  }

  /**
   * Reads neighbours into memory, fewer of them where all are too large to be read at a time.
   *
   * @return the place after the last one that was read
   */
  private long readNeighbours(IndexSet among, long start, long end) throws InterruptedException {
    SortedSet<Long> indexes = new TreeSet<>();
    for (long place = start; place < end; place++) {
      indexes.add(among.index(place));
    }
    boolean anySize = indexes.size() == 1;
    Found found;
    try {
      found = find("reading rows", indexes, anySize);
      if (found.by.tables.lackATable(found.rows)) {
        // Rows in memory stay while the tables are being filled anew.
        readIndexes();
        found = find("reading rows", indexes, anySize);
      }
    } catch (ReadBytes.TooManyException e) {
      return readNeighbours(among, start, start + indexes.size() / 2);
    }
    for (long index : indexes) {
      found.by.cache.put(index, rowsOf(index, found.rows));
    }
    return end;
  }

  /** Rows, one map per table, and the tables as they were read by. */
  private record Found(Opened by, List<Map<Long, Struct>> rows, ReadBytes bytes) {

    Found(Opened by, Connection connection, SortedSet<Long> indexes, ReadBytes bytes)
        throws SQLException {
      this(by, by.tables.readRows(connection, indexes, bytes), bytes);
    }
  }

  /**
   * @param anySize whether rows are read however large they are
   * @throws ReadBytes.TooManyException if they are too large to be read at a time
   */
  private Found find(String what, SortedSet<Long> indexes, boolean anySize)
      throws InterruptedException {
    long most = anySize ? Long.MAX_VALUE : READ_BYTES;
    Found found =
        retries.call(
            what,
            connection -> {
              try {
                return new Found(opened, connection, indexes, new ReadBytes(most));
              } catch (SQLException e) {
                if (retries.database().classify(e) != Fault.NO_SUCH_COLUMN) {
                  throw e;
                }
              } catch (DataException e) {
                LOG.debug("The tables are looked at again: {}", e.getMessage());
              }
              // A column has gone, or has another name or type, since the tables were looked at.
              connection.rollback();
              opened = open(connection);
              return new Found(opened, connection, indexes, new ReadBytes(most));
            });
    found.by.cache.measure(found.bytes.count(), indexes.size());
    if (found.bytes.areTooMany()) {
      throw new ReadBytes.TooManyException();
    }
    return found;
  }

  /** The rows of an index, one per table, null where a table has none; null if not in memory. */
  Struct[] inMemory(long index) {
    return opened.cache.get(index);
  }

  /** As {@link AlignedTables#arePost}. */
  boolean arePost(long index, Struct[] rows) {
    return opened.tables.arePost(index, rows);
  }

  /**
   * Reads the rows of some indexes: of each, one row per table, null where a table has none.
   *
   * @param anySize whether they are read however large they are
   * @throws ReadBytes.TooManyException if they are too large to be read at a time
   */
  Map<Long, Struct[]> read(SortedSet<Long> indexes, boolean anySize) throws InterruptedException {
    Found found = find("reading rows by index", indexes, anySize);
    RowCache cache = found.by.cache;
    boolean fits = cache.hasRoomFor(found.by.indexes.size());
    if (!fits) {
      found.by.tables.warnOfMissingIndexes();
    }
    Map<Long, Struct[]> rows = new HashMap<>();
    for (long index : indexes) {
      Struct[] read = rowsOf(index, found.rows);
      rows.put(index, read);
      if (fits) {
        cache.put(index, read);
      }
    }
    return rows;
  }

  /** One row per table; null where the table has none. */
  private static Struct[] rowsOf(long index, List<Map<Long, Struct>> rows) {
    return rows.stream().map(table -> table.get(index)).toArray(Struct[]::new);
  }
}
