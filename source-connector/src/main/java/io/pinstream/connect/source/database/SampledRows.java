// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import io.pinstream.connect.source.sampling.IndexRange;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows that can be drawn: those of a table that fits into memory are read in blocks of
 * neighbours, each once, when the first of them is drawn; of a larger one just those that are
 * drawn, each time. Whatever is read at a time is read in one transaction.
 */
final class SampledRows {

  private static final Logger LOG = LoggerFactory.getLogger(SampledRows.class);

  /** Neighbours that are read at a time. */
  private static final int BLOCK = 512;

  /** Where each search goes through the whole table, there are to be few. */
  private static final int UNINDEXED_BLOCK = 16_384;

  /** Larger blocks than that are made of fewer rows. */
  private static final long BLOCK_BYTES = 4 << 20;

  /** So many posts of a batch tell how large they are. */
  private static final int MEASURED = 16;

  private final Database database;
  private final Retries retries;
  private final TableSelection selection;
  private final RowCache cache;
  private final Warnings warnings = new Warnings();
  private volatile AlignedTables tables;
  private volatile IndexSet indexes;
  private volatile long largest = Long.MAX_VALUE;

  SampledRows(Database database, Retries retries, TableSelection selection, long maxBytes) {
    this.database = database;
    this.retries = retries;
    this.selection = selection;
    cache = new RowCache(maxBytes);
  }

  /** Leaves out rows whose index is larger from now on. */
  void limitTo(long largestIndex) {
    largest = largestIndex;
  }

  /** Looks at the tables and what they have to draw from. */
  void readIndexes() throws InterruptedException {
    retries.call(
        "reading the tables",
        connection -> {
          AlignedTables opened =
              AlignedTables.open(connection, database.dialect(), selection, largest, warnings);
          indexes = opened.readIndexes(connection);
          tables = opened;
          return opened;
        });
  }

  /**
   * Reads all of a table that fits into memory, and what is in memory again and again, until the
   * thread is interrupted.
   */
  void keepFresh(Duration refresh) throws InterruptedException {
    fill();
    while (!refresh.isZero()) {
      Thread.sleep(refresh.toMillis());
      try {
        readIndexes();
        for (RowBlock block : cache.blocks()) {
          RowBlock newer = block(block.range());
          if (!newer.hasSameRowsAs(block)) {
            cache.put(newer);
          }
        }
        cache.recount();
        fill();
        LOG.debug("Read the tables again");
      } catch (DatabaseUnavailableException | NothingToDrawException e) {
        // Tables that are filled anew are empty for a moment.
        LOG.warn("The rows in memory stay as they are for now: {}", e.getMessage());
      }
    }
  }

  private void fill() throws InterruptedException {
    IndexSet all = indexes;
    RowBlock block = null;
    for (long ordinal = 0; ordinal < all.size() && cache.hasRoomFor(all.size()); ordinal++) {
      long index = all.index(ordinal);
      if (block == null || index > block.high()) {
        block = readBlock(all, ordinal);
      }
    }
  }

  IndexSet indexes() {
    return indexes;
  }

  /** How many rows are in memory. */
  long inMemory() {
    return cache.posts() * selection.tables().size();
  }

  /** How many posts take about so many bytes. */
  int postsIn(long bytes) {
    return cache.postsIn(bytes);
  }

  /** Rows that were drawn together. */
  final class Batch {
    private final Map<Long, Struct[]> rows = new HashMap<>();

    /** One row per table; null if they make no post. */
    Struct[] post(long index) {
      Struct[] found = rows.get(index);
      return tables.arePost(index, found) ? found : null;
    }
  }

  /**
   * The rows of some places among the indexes, from memory or from the database.
   *
   * @param ordinals of {@code among}
   */
  Batch read(IndexSet among, Collection<Long> ordinals) throws InterruptedException {
    Batch batch = new Batch();
    boolean fits = cache.hasRoomFor(among.size());
    long[] missing = new long[ordinals.size()];
    int count = 0;
    for (long ordinal : ordinals) {
      long index = among.index(ordinal);
      RowBlock block = cache.blockOf(index);
      if (block == null && fits) {
        block = readBlock(among, ordinal);
      }
      if (block != null) {
        batch.rows.put(index, unpacked(block, index));
      } else if (batch.rows.putIfAbsent(index, new Struct[0]) == null) {
        missing[count++] = index;
      }
    }
    if (count > 0) {
      readMissing(batch, Arrays.copyOf(missing, count));
    }
    return batch;
  }

  /** The block of an index, from memory if another thread has read it. */
  private synchronized RowBlock readBlock(IndexSet among, long ordinal)
      throws InterruptedException {
    RowBlock known = cache.blockOf(among.index(ordinal));
    if (known != null) {
      return known;
    }
    int neighbours = tables.areIndexed() ? BLOCK : UNINDEXED_BLOCK;
    long posts = Math.min(neighbours, Integer.highestOneBit(cache.postsIn(BLOCK_BYTES)));
    long first = ordinal - ordinal % posts;
    long last = Math.min(among.size(), first + posts) - 1;
    long index = among.index(ordinal);
    RowBlock block =
        block(
            new IndexRange(
                cache.lowEnd(index, among.index(first)), cache.highEnd(index, among.index(last))));
    cache.measured(block.bytes(), block.size());
    cache.put(block);
    return block;
  }

  private RowBlock block(IndexRange range) throws InterruptedException {
    AlignedTables from = tables;
    return RowBlock.of(
        range,
        from.packing(),
        retries.call("reading rows", connection -> from.readRange(connection, range)));
  }

  private void readMissing(Batch batch, long[] missing) throws InterruptedException {
    AlignedTables from = tables;
    from.warnOfMissingIndexes();
    int places = missing.length == 1 ? 1 : Integer.highestOneBit(missing.length - 1) << 1;
    List<Map<Long, Struct>> found =
        retries.call(
            "reading rows by index", connection -> from.readRows(connection, missing, places));
    PackedBuffer buffer = new PackedBuffer(4_096);
    int measured = 0;
    long bytes = 0;
    for (long index : missing) {
      Struct[] rows = RowBlock.rowsOf(index, found);
      batch.rows.put(index, rows);
      if (measured < MEASURED) {
        measured++;
        bytes += from.packing().pack(rows, buffer).length;
      }
    }
    cache.measured(bytes, measured);
  }

  private Struct[] unpacked(RowBlock block, long index) {
    long before = block.unpackedBytes();
    Struct[] found = block.rows(index, cache.keepsUnpacked());
    cache.unpacked(block.unpackedBytes() - before);
    return found;
  }
}
