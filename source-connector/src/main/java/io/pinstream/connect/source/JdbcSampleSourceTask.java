// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import io.pinstream.connect.source.database.Database;
import io.pinstream.connect.source.database.Retries;
import io.pinstream.connect.source.database.Snapshot;
import io.pinstream.connect.source.pace.Pacer;
import io.pinstream.connect.source.sampling.SampleOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
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

  private final CountDownLatch stopped = new CountDownLatch(1);
  private SourceConfig config;
  private int taskNumber;
  private int[] dealt;
  private Database database;
  private ExecutorService reading;
  private Future<Snapshot> loading;
  private Snapshot snapshot;
  private long refreshAt;
  private SampleOrder order;
  private PositionCursor cursor;
  private RecordFactory recordFactory;
  private Pacer pacer;
  private Retries retries;
  private int batchPosts;
  private boolean saidEnd;

  @Override
  public String version() {
    return Version.get();
  }

  @Override
  public void start(Map<String, String> properties) {
    config = new SourceConfig(properties);
    taskNumber = VirtualStreams.taskNumber(properties);
    dealt = VirtualStreams.dealtTo(properties);
    batchPosts = Math.max(1, config.getInt(SourceConfig.BATCH_MAX_ROWS) / config.tables().size());
    order = config.samplingOrder().seededWith(config.seed());
    resume();
    String name = "pinstream-" + config.userId() + "-" + taskNumber;
    database = new Database(config.dialect(), config.connection(), name, 1);
    retries =
        new Retries(
            database,
            config.getInt(SourceConfig.CONNECTION_ATTEMPTS),
            Duration.ofMillis(config.getLong(SourceConfig.CONNECTION_BACKOFF_MS)));
    reading =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread thread = new Thread(work, name + "-reader");
              thread.setDaemon(true);
              return thread;
            });
    load();
  }

  private void resume() {
    int streams = config.getInt(SourceConfig.VIRTUAL_STREAMS);
    String emulation = Emulation.fingerprint(config);
    List<Map<String, Object>> partitions = new ArrayList<>();
    for (int stream : dealt) {
      partitions.add(VirtualStreams.partition(config.userId(), stream));
    }
    Map<Map<String, Object>, Map<String, Object>> offsets =
        context.offsetStorageReader().offsets(partitions);
    recordFactory = new RecordFactory(config);
    long[] starts = new long[dealt.length];
    for (int i = 0; i < dealt.length; i++) {
      Map<String, Object> partition = partitions.get(i);
      starts[i] = SourcePosition.resume(offsets.get(partition), emulation, dealt[i], streams);
      recordFactory.startStream(dealt[i], partition, starts[i]);
    }
    cursor = new PositionCursor(starts, streams, config.endPosition());
    LOG.info(
        "Task {} emits {} of {} virtual streams from position {} on: {}",
        taskNumber,
        dealt.length,
        streams,
        Arrays.stream(starts).min().orElse(0),
        emulation);
  }

  private void load() {
    TableLoader loader = new TableLoader(config, database);
    loading = reading.submit(() -> retries.call("reading the tables", loader::load));
  }

  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    if (cursor.atEnd()) {
      if (!saidEnd) {
        saidEnd = true;
        LOG.info(
            "Task {} has emitted its share of the {} posts of posts.max and stays idle",
            taskNumber,
            config.endPosition());
      }
      pause(LONGEST_WAIT_NANOS);
      return null;
    }
    if (snapshot == null) {
      if (!takeSnapshot(LONGEST_WAIT_NANOS)) {
        return null;
      }
      startPacing();
    } else {
      refresh();
    }
    long wait = pacer.untilDue();
    if (wait > 0) {
      pause(Math.min(LONGEST_WAIT_NANOS, Math.max(SHORTEST_WAIT_NANOS, wait)));
      if (pacer.untilDue() > 0) {
        return null;
      }
    }
    return emit();
  }

  private List<SourceRecord> emit() {
    List<SourceRecord> records = new ArrayList<>(batchPosts * config.tables().size());
    for (int posts = 0; posts < batchPosts && !cursor.atEnd() && pacer.untilDue() <= 0; posts++) {
      long position = cursor.next();
      int ordinal = (int) order.ordinal(position, snapshot.size());
      recordFactory.addRecords(records, position, snapshot.index(ordinal), snapshot.rows(ordinal));
      if (!cursor.atEnd()) {
        pacer.emitted(position, cursor.peek());
      }
    }
    return records;
  }

  private void startPacing() {
    double rate = config.getDouble(SourceConfig.POSTS_PER_SECOND);
    int streams = config.getInt(SourceConfig.VIRTUAL_STREAMS);
    double share = rate * dealt.length / streams;
    // Tasks that start together take turns.
    long delay = rate == 0 ? 0 : Math.round(taskNumber * 1e9 / rate);
    pacer =
        new Pacer(
            config.arrival().at(share, config.seed(), snapshot.size()), System::nanoTime, delay);
  }

  private boolean takeSnapshot(long maxWaitNanos) throws InterruptedException {
    try {
      snapshot = loading.get(maxWaitNanos, TimeUnit.NANOSECONDS);
      loading = null;
      refreshAt = System.nanoTime() + refreshNanos();
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ConnectException cause) {
        throw cause;
      }
      throw new ConnectException("reading the tables failed: " + e.getCause(), e.getCause());
    }
  }

  private void refresh() throws InterruptedException {
    if (loading != null) {
      takeSnapshot(0);
    } else if (refreshNanos() > 0 && System.nanoTime() - refreshAt >= 0) {
      load();
    }
  }

  private long refreshNanos() {
    return TimeUnit.MILLISECONDS.toNanos(config.getLong(SourceConfig.SNAPSHOT_REFRESH_MS));
  }

  private void pause(long nanos) throws InterruptedException {
    boolean unused = stopped.await(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void stop() {
    stopped.countDown();
    if (reading != null) {
      reading.shutdownNow();
    }
    if (database != null) {
      database.close();
    }
  }
}
