// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import io.pinstream.connect.source.database.PostReader;
import io.pinstream.connect.source.database.Retries;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what a task does, and says so in the log: after 5 seconds first, then at intervals that
 * double up to an hour.
 */
final class TaskProgress implements TaskMetricsMXBean, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TaskProgress.class);

  /** Who stands under a name: one that is given up must not take its successor's away. */
  private static final Map<ObjectName, TaskProgress> REGISTERED = new ConcurrentHashMap<>();

  private static final long FIRST_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long LONGEST_INTERVAL_NANOS = TimeUnit.HOURS.toNanos(1);

  private final int task;
  private final ObjectName jmxName;
  private final Retries retries;
  private final PostReader reader;
  private final LongSupplier nanoTime;
  private volatile String state = "READING";
  private volatile long posts;
  private volatile long records;
  private volatile long position = -1;
  private final long startedAt;
  private volatile long lineAt;
  private volatile long postsAtLine;
  private long interval = FIRST_INTERVAL_NANOS;

  /** Begins to count, and registers the counts with JMX. */
  TaskProgress(
      String connector,
      int task,
      Retries retries,
      PostReader reader,
      LongSupplier nanoTime,
      long startedAt) {
    this.reader = reader;
    this.task = task;
    this.retries = retries;
    this.nanoTime = nanoTime;
    this.startedAt = startedAt;
    lineAt = startedAt;
    try {
      jmxName =
          new ObjectName(
              "io.pinstream.connect.source:type=task-metrics,connector=%s,task=%s"
                  .formatted(ObjectName.quote(connector), task));
      if (REGISTERED.put(jmxName, this) != null) {
        // Of a task that Connect gave up waiting for.
        unregister();
      }
      ManagementFactory.getPlatformMBeanServer().registerMBean(this, jmxName);
    } catch (JMException e) {
      throw new IllegalStateException("the metrics of task " + task + " can't be registered", e);
    }
  }

  void emitting() {
    state = "EMITTING";
  }

  void finished() {
    state = "FINISHED";
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes, JMX reads.
  void emitted(int newPosts, int newRecords, long lastPosition) {
    if (posts == 0 && newPosts > 0) {
      LOG.info(
          "Task {}: the first post came {} ms after the start",
          task,
          TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - startedAt));
    }
    posts += newPosts;
    records += newRecords;
    position = lastPosition;
  }

  /** Writes a line to the log if it is time for one. */
  void report() {
    long now = nanoTime.getAsLong();
    if (now - lineAt < interval) {
      return;
    }
    LOG.info(
        "Task {}: {}, {} posts ({} per second), position {}, {} indexes, {} rows in memory, {} retries",
        task,
        getState(),
        posts,
        String.format(Locale.ROOT, "%.3f", getPostsPerSecond()),
        position,
        getIndexes(),
        getRowsInMemory(),
        getRetries());
    lineAt = now;
    postsAtLine = posts;
    interval = Math.min(LONGEST_INTERVAL_NANOS, 2 * interval);
  }

  @Override
  public String getState() {
    return retries.retrying() ? "RETRYING" : state;
  }

  @Override
  public long getPosts() {
    return posts;
  }

  @Override
  public long getRecords() {
    return records;
  }

  @Override
  public double getPostsPerSecond() {
    long nanos = nanoTime.getAsLong() - lineAt;
    return nanos <= 0 ? 0 : (posts - postsAtLine) * 1e9 / nanos;
  }

  @Override
  public long getPosition() {
    return position;
  }

  @Override
  public long getIndexes() {
    return reader.indexes();
  }

  @Override
  public long getRowsInMemory() {
    return reader.rowsInMemory();
  }

  @Override
  public long getRetries() {
    return retries.count();
  }

  @Override
  public void close() {
    if (REGISTERED.remove(jmxName, this)) {
      unregister();
    }
  }

  private void unregister() {
    try {
      ManagementFactory.getPlatformMBeanServer().unregisterMBean(jmxName);
    } catch (JMException e) {
      LOG.debug("The metrics of task {} were gone already", task, e);
    }
  }
}
