// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import io.pinstream.connect.source.database.Database;
import io.pinstream.connect.source.database.PostFeed;
import io.pinstream.connect.source.database.PostReader;
import io.pinstream.connect.source.database.Retries;
import io.pinstream.connect.source.database.SampledPost;
import io.pinstream.connect.source.pace.Arrival;
import io.pinstream.connect.source.pace.ArrivalPattern;
import io.pinstream.connect.source.pace.Pacer;
import io.pinstream.connect.source.pace.RampedArrival;
import io.pinstream.connect.source.sampling.Draws;
import io.pinstream.connect.source.sampling.PositionCursor;
import io.pinstream.connect.source.sampling.Rounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.TransactionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Emits the posts of its virtual streams.
 *
 * <p>Connect calls {@link #stop} only when {@link #poll} has returned, so {@code poll} never waits
 * long: whatever talks to the database does so on a thread of its own.
 */
public final class JdbcSampleSourceTask extends SourceTask {

  private static final Logger LOG = LoggerFactory.getLogger(JdbcSampleSourceTask.class);

  private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** At high rates posts are gathered for this long, so that each poll is worth its while. */
  private static final long SHORTEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** How long to wait for posts that are being read. */
  private static final long STARVED_WAIT_MS = 20;

  /** Posts are read so long before they are due, and no longer: what they hold may change. */
  private static final long READ_AHEAD_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final CountDownLatch stopped = new CountDownLatch(1);
  private SourceConfig config;
  private TaskShare share;
  private int batchRows;
  private String emulation;

  /** Null until it is known what there is to draw from. */
  private RecordFactory recordFactory;

  /** Null unless the worker leaves it to the connector where its transactions end. */
  private TransactionContext transactions;

  private PostReader reader;
  private TaskProgress progress;
  private Pacer pacer;

  /** At the next position to emit; the reader's own is further. */
  private PositionCursor next;

  private boolean saidEnd;

  @Override
  public String version() {
    return new JdbcSampleSourceConnector().version();
  }

  @Override
  public void start(Map<String, String> properties) {
    long startedAt = System.nanoTime();
    config = new SourceConfig(properties);
    share = TaskShare.of(properties, config);
    batchRows = config.getInt("batch.max.rows");
    transactions = context.transactionContext();
    List<SourceOffset> offsets = storedOffsets();
    emulation = SourceOffset.emulation(offsets, config.emulation());
    next = resume(offsets);
    String name = "pinstream-" + config.userId() + "-" + share.task();
    Retries retries =
        new Retries(
            new Database(config.dialect(), config.connection(), name),
            config.getInt("connection.attempts"),
            Duration.ofMillis(config.getLong("connection.backoff.ms")));
    reader =
        new PostReader(
            name + "-reader",
            retries,
            config.tableSelection(),
            next.copy(),
            new Draws(
                config.samplingOrder(), config.seed(), config.arrival() == ArrivalPattern.PYTHON),
            config.life().asLateAs(emulation),
            () -> SourceOffset.rounds(storedOffsets(), emulation, config.seed()),
            config.memoryMaxBytes(share.tasks()),
            batchRows / config.tables().size(),
            Duration.ofMillis(config.getLong("refresh.ms")));
    progress =
        new TaskProgress(
            properties.getOrDefault("name", config.userId()),
            share.task(),
            retries,
            reader,
            System::nanoTime,
            startedAt);
    reader.start();
  }

  /** Of every stream of the emulation, those of other tasks included. */
  private List<SourceOffset> storedOffsets() {
    List<Map<String, Object>> partitions =
        SourceOffset.partitions(config.userId(), share.streamsOfAll());
    Map<Map<String, Object>, Map<String, Object>> stored =
        context.offsetStorageReader().offsets(partitions);
    return partitions.stream().map(stored::get).map(SourceOffset::of).toList();
  }

  private PositionCursor resume(List<SourceOffset> offsets) {
    List<Long> starts = new ArrayList<>();
    for (int stream : share.streams()) {
      starts.add(offsets.get(stream).resume(emulation, stream, share.streamsOfAll()));
    }
    LOG.info(
        "Task {} emits {} of {} virtual streams from position {} on: {}",
        share.task(),
        starts.size(),
        share.streamsOfAll(),
        Collections.min(starts),
        emulation);
    return new PositionCursor(starts, share.streamsOfAll(), config.endPosition());
  }

  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    progress.report();
    if (next.atEnd()) {
      sayEnd();
      pause(LONGEST_WAIT_NANOS);
      return null;
    }
    PostFeed feed = reader.feed();
    if (recordFactory == null) {
      Rounds rounds = reader.awaitRounds(LONGEST_WAIT_NANOS);
      if (rounds == null) {
        return null;
      }
      recordFactory = new RecordFactory(config, emulation, rounds);
      pacer = startPacing();
      progress.emitting();
    }
    long now = System.nanoTime();
    long wait = untilDue(feed, now);
    feed.want(wait <= READ_AHEAD_NANOS ? Math.min(share.readAhead(), reader.postsAhead()) : 0);
    if (wait > 0) {
      pause(Math.min(LONGEST_WAIT_NANOS, Math.max(SHORTEST_WAIT_NANOS, wait)));
      now = System.nanoTime();
      if (untilDue(feed, now) > 0) {
        return null;
      }
    }
    feed.await(STARVED_WAIT_MS);
    return feed.peek() == null ? null : emit(feed, now);
  }

  private List<SourceRecord> emit(PostFeed feed, long now) {
    List<SourceRecord> records = new ArrayList<>();
    long timestamp = System.currentTimeMillis();
    long position = 0;
    int posts = 0;
    if (share.readAhead() == 1) {
      // Nothing is read in place of the last post before it is known when the next one is due.
      feed.want(0);
    }
    for (SampledPost post = feed.peek();
        post != null && untilDue(feed, now) <= 0 && fits(post, records.size());
        post = feed.peek()) {
      position = next.next();
      recordFactory.addRecords(post, timestamp, records);
      if (transactions != null) {
        transactions.commitTransaction(records.get(records.size() - 1));
      }
      pacer.emitted(position, now);
      feed.remove();
      posts++;
    }
    if (posts > 0) {
      progress.emitted(posts, records.size(), position);
    }
    return records.isEmpty() ? null : records;
  }

  private boolean fits(SampledPost post, int records) {
    return records == 0 || records + post.parts().size() <= batchRows;
  }

  /** A post that has not been read yet may be asked for by its position alone. */
  private long untilDue(PostFeed feed, long now) {
    if (next.atEnd()) {
      return LONGEST_WAIT_NANOS;
    }
    SampledPost post = feed.peek();
    if (post == null) {
      return config.arrival() == ArrivalPattern.PYTHON ? 0 : pacer.untilDue(next.peek(), 0, now);
    }
    return pacer.untilDue(post.position(), post.sleptSeconds(), now);
  }

  private Pacer startPacing() {
    double rateOfAll = config.getDouble("posts.per.second");
    ArrivalPattern pattern = config.arrival();
    Arrival arrival =
        pattern.at(share.rate(), rateOfAll, config.seed(), config.getLong("arrival.day.ms"));
    if (pattern != ArrivalPattern.PYTHON) {
      arrival = RampedArrival.of(arrival, rateOfAll, config.getLong("arrival.ramp.ms"));
    }
    return new Pacer(arrival, System.nanoTime() + share.turnNanos());
  }

  private void sayEnd() {
    if (!saidEnd) {
      saidEnd = true;
      progress.finished();
      LOG.info(
          "Task {} has emitted its share of the {} posts of posts.max and stays idle",
          share.task(),
          config.endPosition());
    }
  }

  private void pause(long nanos) throws InterruptedException {
    boolean unused = stopped.await(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void stop() {
    stopped.countDown();
    if (reader != null) {
      reader.close();
    }
    if (progress != null) {
      progress.close();
    }
  }
}
