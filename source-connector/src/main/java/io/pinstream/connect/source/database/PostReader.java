// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import io.pinstream.connect.source.sampling.Draws;
import io.pinstream.connect.source.sampling.Life;
import io.pinstream.connect.source.sampling.PositionCursor;
import io.pinstream.connect.source.sampling.Rounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.KafkaThread;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the posts of one task on a thread of its own: draws a row for each position, takes it from
 * memory, and reads from the database only what is missing there. Another thread keeps what is in
 * memory up to date.
 */
public final class PostReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PostReader.class);

  /** A query for more rows at a time gains little. */
  private static final int LARGEST_BATCH = 512;

  /** Rows beyond this are not meant to be read at a time, by the size of those before. */
  private static final long BATCH_BYTES = 4 << 20;

  /** Rows beyond this are not read ahead, however few posts they are. */
  private static final long AHEAD_BYTES = 8 << 20;

  /** About ten megabytes; more positions back than that are drawn anew. */
  private static final long MOST_REMEMBERED = 100_000;

  private static final Rounds NO_ROUNDS = new Rounds(0, 0, 0);

  private final Retries retries;
  private final SampledRows rows;
  private final PositionCursor cursor;
  private final Draws draws;
  private final Life life;
  private final Supplier<Rounds> stored;
  private final int largestBatch;
  private final boolean wide;
  private final List<String> indexColumns;
  private final PostFeed feed = new PostFeed();
  private final Thread thread;
  private final Thread refresher;
  private final CountDownLatch begun = new CountDownLatch(1);

  /**
   * What the last positions have drawn: rows that come or go change what a position draws, but not
   * whose post is to be whole yet, edited or deleted.
   */
  private final Map<Long, Long> earlier;

  /** Taken from the cursor, and not made posts of yet. */
  private final List<Long> positions = new ArrayList<>();

  /** Null until it is known what there is to draw from. */
  private volatile Composition composition;

  private volatile ConnectException failure;

  /**
   * @param name of the thread
   * @param retries with the database, which is closed with the reader
   * @param stored the rounds in the emulation's offsets; stride and size are 0 where there are none
   * @param maxBytes that rows may take in memory
   * @param batchPosts that are read at a time at most
   * @param refresh after which what is in memory is read again; zero for never
   */
  public PostReader(
      String name,
      Retries retries,
      TableSelection selection,
      PositionCursor cursor,
      Draws draws,
      Life life,
      Supplier<Rounds> stored,
      long maxBytes,
      int batchPosts,
      Duration refresh) {
    this.retries = retries;
    rows = new SampledRows(retries, selection, maxBytes);
    this.cursor = cursor;
    this.draws = draws;
    this.life = life;
    long remembered =
        life.looksBack() ? Math.min(MOST_REMEMBERED, life.reach() + LARGEST_BATCH) : 0;
    earlier =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > remembered;
          }
        };
    this.stored = stored;
    largestBatch = Math.max(1, Math.min(LARGEST_BATCH, batchPosts));
    wide = selection.wideIndex();
    indexColumns = selection.indexColumns();
    thread = KafkaThread.daemon(name, () -> run(this::readPosts));
    refresher = KafkaThread.daemon(name + "-refresh", () -> run(() -> rows.keepFresh(refresh)));
  }

  /** Begins to read, if anything is left to emit. */
  public void start() {
    if (!cursor.atEnd()) {
      thread.start();
    }
  }

  /**
   * Where the posts come from.
   *
   * @throws ConnectException if reading failed for good
   */
  public PostFeed feed() {
    if (failure != null) {
      throw failure;
    }
    return feed;
  }

  /**
   * Waits until it is known what there is to draw from, and no longer than so many nanoseconds.
   *
   * @return the rounds of the emulation; null if it takes longer
   */
  public Rounds awaitRounds(long nanos) throws InterruptedException {
    boolean unused = begun.await(nanos, TimeUnit.NANOSECONDS);
    return composition == null ? null : composition.rounds();
  }

  /** How many posts are worth to be read ahead; only once the rounds are known. */
  public int postsAhead() {
    return rows.postsIn(AHEAD_BYTES);
  }

  public long indexes() {
    return composition == null ? 0 : rows.indexes().size();
  }

  public long rowsInMemory() {
    return rows.rowsInMemory();
  }

  private interface Work {
    void run() throws InterruptedException;
  }

  private void run(Work work) {
    try {
      work.run();
    } catch (InterruptedException e) {
      LOG.debug("{} stops", Thread.currentThread().getName());
    } catch (ConnectException e) {
      fail(e);
    } catch (OutOfMemoryError e) {
      fail(
          new ConnectException(
              "the rows don't fit into the worker's memory: lower memory.max.bytes, give the worker more"
                  + " memory, or leave out what is large in a row with a view; tables whose indexes"
                  + " have gaps take 8 bytes of each index besides",
              e));
    } catch (RuntimeException | Error e) {
      fail(new ConnectException("reading the tables failed: " + e, e));
    }
  }

  private void fail(ConnectException cause) {
    failure = cause;
    begun.countDown();
  }

  private void readPosts() throws InterruptedException {
    composition = new Composition(life, readIndexes(), indexColumns);
    begun.countDown();
    refresher.start();
    // The first posts come alone, so that they come at once.
    int batch = 1;
    while (!cursor.atEnd() || !positions.isEmpty()) {
      int wanted = feed.awaitDemand(postsAhead());
      feed.put(posts(Math.min(Math.min(wanted, batch), rows.postsIn(BATCH_BYTES))));
      batch = Math.min(largestBatch, 2 * batch);
    }
    end();
  }

  private Rounds readIndexes() throws InterruptedException {
    Rounds known = wide ? stored.get() : NO_ROUNDS;
    if (known.size() == 0) {
      rows.readIndexes();
      // While the database was waited for another task may have begun.
      known = wide ? stored.get() : NO_ROUNDS;
    }
    if (known.stride() > 0) {
      rows.limitTo(known.rows());
      rows.readIndexes();
    }
    long size = known.size() > 0 ? known.size() : rows.indexes().size();
    Rounds found = new Rounds(life.seed(), known.stride() > 0 ? known.stride() : stride(), size);
    if (wide) {
      rows.limitTo(found.rows());
    }
    return found;
  }

  private long stride() {
    IndexSet indexes = rows.indexes();
    try {
      return wide ? Rounds.strideAbove(indexes.first(), indexes.last()) : 0;
    } catch (ArithmeticException e) {
      throw new ConnectException(
          "the indexes from %s to %s leave no room in 63 bits for those of further rounds: set sampling.repeat=resend, or draw from smaller indexes with sampling.range"
              .formatted(indexes.first(), indexes.last()),
          e);
    }
  }

  /** The next posts: fewer than so many where their rows are too large to be read at a time. */
  private List<SampledPost> posts(int most) throws InterruptedException {
    while (positions.size() < most && !cursor.atEnd()) {
      positions.add(cursor.next());
    }
    List<Long> next = positions.subList(0, Math.min(most, positions.size()));
    try {
      List<SampledPost> posts = postsAt(next);
      next.clear();
      return posts;
    } catch (ReadBytes.TooManyException e) {
      return posts(next.size() / 2);
    }
  }

  private List<SampledPost> postsAt(List<Long> positions) throws InterruptedException {
    Set<Long> needed = composition.needed(positions);
    boolean anySize = positions.size() == 1;
    Map<Long, Composition.Drawn> drawn = new HashMap<>();
    for (int attempt = 0; !draw(needed, attempt, anySize, drawn); attempt++) {
      if (attempt % Draws.ATTEMPTS == Draws.ATTEMPTS - 1) {
        LOG.warn("None of the rows that are drawn is there any more: the indexes are read again");
        TimeUnit.SECONDS.sleep(1);
        rows.startOver();
        // By their order where the indexes are others, by further attempts where they are not.
        boolean unused = draw(needed, 0, anySize, drawn);
      }
    }
    List<SampledPost> posts = new ArrayList<>();
    for (long position : positions) {
      long slept = draws.sleptSeconds(position, rows.indexes().size());
      posts.add(new SampledPost(position, slept, composition.parts(position, drawn)));
    }
    return posts;
  }

  /** Draws the rows of positions that have none yet, and says whether all of them have now. */
  private boolean draw(
      Set<Long> positions, int attempt, boolean anySize, Map<Long, Composition.Drawn> drawn)
      throws InterruptedException {
    Rounds rounds = composition.rounds();
    IndexSet indexes = rows.indexes();
    Map<Long, Long> missing = new LinkedHashMap<>();
    for (long position : positions) {
      if (!drawn.containsKey(position)) {
        Long index = earlier.get(position);
        if (index == null) {
          long size = indexes.size();
          long dealt = rounds.stride() > 0 ? rounds.size() : size;
          index = indexes.index(draws.ordinal(position, attempt, size, dealt));
        }
        Struct[] known = rows.inMemory(index);
        if (known == null) {
          missing.put(position, index);
        } else {
          take(position, index, known, drawn);
        }
      }
    }
    if (!missing.isEmpty()) {
      Map<Long, Struct[]> read = rows.read(new TreeSet<>(missing.values()), anySize);
      missing.forEach((position, index) -> take(position, index, read.get(index), drawn));
    }
    return drawn.size() == positions.size();
  }

  /** An earlier post stays what it was, even if some of its rows have gone since. */
  private void take(long position, long index, Struct[] found, Map<Long, Composition.Drawn> drawn) {
    if (earlier.get(position) != null || rows.arePost(index, found)) {
      drawn.put(position, composition.drawn(position, index, found));
      earlier.put(position, index);
    }
  }

  /** Ends the reading, and all connections, without waiting for the database. */
  @Override
  public void close() {
    end();
    retries.database().close();
  }

  private void end() {
    retries.cancel();
    thread.interrupt();
    refresher.interrupt();
  }
}
