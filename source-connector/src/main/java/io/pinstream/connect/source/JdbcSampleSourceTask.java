// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import io.pinstream.connect.source.database.Database;
import io.pinstream.connect.source.database.Post;
import io.pinstream.connect.source.database.PostFeed;
import io.pinstream.connect.source.database.PostReader;
import io.pinstream.connect.source.database.Retries;
import io.pinstream.connect.source.pace.Pacer;
import io.pinstream.connect.source.sampling.PositionCursor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
  private static final long STARVED_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final CountDownLatch stopped = new CountDownLatch(1);
  private SourceConfig config;
  private TaskShare share;
  private int batchPosts;
  private RecordFactory recordFactory;

  /** Null unless the worker leaves it to the connector where its transactions end. */
  private TransactionContext transactions;

  private Database database;
  private PostReader reader;
  private TaskProgress progress;
  private Pacer pacer;
  private boolean saidEnd;

  @Override
  public String version() {
    return Version.get();
  }

  @Override
  public void start(Map<String, String> properties) {
    config = new SourceConfig(properties);
    share = new TaskShare(config, properties);
    batchPosts = Math.max(1, config.getInt(SourceConfig.BATCH_MAX_ROWS) / config.tables().size());
    transactions = context.transactionContext();
    PositionCursor cursor = resume();
    String name = "pinstream-" + config.userId() + "-" + share.task();
    database = new Database(config.dialect(), config.connection(), name, 1);
    Retries retries =
        new Retries(
            database,
            config.getInt(SourceConfig.CONNECTION_ATTEMPTS),
            Duration.ofMillis(config.getLong(SourceConfig.CONNECTION_BACKOFF_MS)));
    reader =
        new PostReader(
            name + "-reader",
            database,
            retries,
            config.tableSelection(),
            cursor,
            config.samplingOrder().seededWith(config.seed()),
            share.readAhead(),
            Duration.ofMillis(config.getLong(SourceConfig.SNAPSHOT_REFRESH_MS)));
    progress =
        TaskProgress.start(
            properties.getOrDefault("name", config.userId()),
            share.task(),
            retries,
            System::nanoTime);
    reader.start();
  }

  private PositionCursor resume() {
    int[] streams = share.streams();
    String emulation = Emulation.fingerprint(config);
    List<Map<String, Object>> partitions = new ArrayList<>();
    for (int stream : streams) {
      partitions.add(VirtualStreams.partition(config.userId(), stream));
    }
    Map<Map<String, Object>, Map<String, Object>> offsets =
        context.offsetStorageReader().offsets(partitions);
    recordFactory = new RecordFactory(config);
    long[] starts = new long[streams.length];
    for (int i = 0; i < starts.length; i++) {
      Map<String, Object> partition = partitions.get(i);
      starts[i] =
          SourcePosition.resume(
              offsets.get(partition), emulation, streams[i], share.streamsOfAll());
      recordFactory.startStream(streams[i], partition, starts[i]);
    }
    LOG.info(
        "Task {} emits {} of {} virtual streams from position {} on: {}",
        share.task(),
        starts.length,
        share.streamsOfAll(),
        Arrays.stream(starts).min().orElse(0),
        emulation);
    return new PositionCursor(starts, share.streamsOfAll(), config.endPosition());
  }

  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    progress.report();
    PostFeed feed = reader.feed(LONGEST_WAIT_NANOS);
    if (feed == null) {
      return null;
    }
    if (feed.atEnd()) {
      sayEnd();
      pause(LONGEST_WAIT_NANOS);
      return null;
    }
    if (pacer == null) {
      pacer = startPacing(feed.size());
      progress.emitting(feed);
    }
    long now = System.nanoTime();
    long wait = untilDue(feed, now);
    if (wait > 0) {
      pause(Math.min(LONGEST_WAIT_NANOS, Math.max(SHORTEST_WAIT_NANOS, wait)));
      now = System.nanoTime();
      if (untilDue(feed, now) > 0) {
        return null;
      }
    }
    return emit(feed, now);
  }

  private List<SourceRecord> emit(PostFeed feed, long now) {
    List<SourceRecord> records = new ArrayList<>();
    long timestamp = System.currentTimeMillis();
    Post last = null;
    int posts = 0;
    while (posts < batchPosts && untilDue(feed, now) <= 0) {
      last = feed.peek();
      recordFactory.addRecords(last, timestamp, records);
      if (transactions != null) {
        transactions.commitTransaction(records.get(records.size() - 1));
      }
      pacer.emitted(last.position(), now);
      feed.remove();
      posts++;
    }
    progress.emitted(posts, records.size(), last);
    return records;
  }

  private long untilDue(PostFeed feed, long now) {
    Post next = feed.peek();
    return next == null ? STARVED_WAIT_NANOS : pacer.untilDue(next.position(), now);
  }

  private Pacer startPacing(int size) {
    return new Pacer(
        config.arrival().at(share.rate(), config.seed(), size),
        System.nanoTime() + share.turnNanos());
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
    if (database != null) {
      database.close();
    }
    if (progress != null) {
      progress.close();
    }
  }
}
