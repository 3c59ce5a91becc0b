// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import com.fasterxml.jackson.databind.util.ClassUtil;
import io.pinstream.streams.config.InvalidSettingException;
import io.pinstream.streams.http.Readiness;
import io.pinstream.streams.post.IncompatibleStateException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Kafka Streams running: replaces threads that fail, says whether it is ready, closes it
 * cleanly.
 */
public final class StreamsRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamsRunner.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration QUIET = Duration.ofSeconds(30);

  private final KafkaStreams streams;
  private final CloseOptions closeOptions;
  private final Readiness readiness;
  private final CountDownLatch stop;
  private final FailurePauses pauses = new FailurePauses();
  private final OpenFailures failures;
  private final Lags lags;
  private volatile boolean failed;

  /**
   * Makes the streams; {@link #start()} starts them.
   *
   * @param lags how far what it does is behind
   * @param restore told how state is restored
   * @param stop counted down here when the streams end on their own, and watched for the end of
   *     everything
   * @throws InvalidSettingException if the clients can't be made, or the state's folder not used
   */
  public StreamsRunner(
      Topology topology,
      StreamsConfig config,
      Lags lags,
      StateRestoreListener restore,
      Readiness readiness,
      CountDownLatch stop)
      throws InvalidSettingException {
    this(topology, config, lags, restore, readiness, stop, QUIET);
  }

  StreamsRunner(
      Topology topology,
      StreamsConfig config,
      Lags lags,
      StateRestoreListener restore,
      Readiness readiness,
      CountDownLatch stop,
      Duration quiet)
      throws InvalidSettingException {
    this.failures = new OpenFailures(quiet);
    this.lags = lags;
    this.readiness = readiness;
    this.stop = stop;
    try {
      this.streams = new KafkaStreams(topology, config);
    } catch (KafkaException e) {
      throw new InvalidSettingException(
          "can't make the streams from the settings: " + ClassUtil.getRootCause(e).getMessage());
    }
    this.closeOptions = closeOptions(config);
    streams.setStateListener((now, before) -> stateChanged(now));
    streams.setGlobalStateRestoreListener(restore);
    streams.setUncaughtExceptionHandler(this::threadFailed);
    readiness.watch(
        () -> failures.any(committed(null), InstanceHealth.settled(streams), this::behind));
  }

  public void start() {
    readiness.notYet("the streams are starting");
    streams.start();
  }

  public KafkaStreams streams() {
    return streams;
  }

  /** Whether the streams ended because of an error. */
  public boolean failed() {
    return failed;
  }

  @Override
  public void close() {
    readiness.notYet("the app is closing");
    if (!streams.close(closeOptions)) {
      LOG.warn("the streams did not close within {} s", CLOSE_TIMEOUT.toSeconds());
    }
  }

  private void stateChanged(KafkaStreams.State now) {
    failures.moved();
    switch (now) {
      case RUNNING -> {
        readiness.ready();
        LOG.info("running");
      }
      case REBALANCING -> readiness.interrupted("the partitions are being assigned or restored");
      case ERROR -> {
        // Being stopped while a thread waits to be replaced ends in this state too.
        failed |= stop.getCount() > 0;
        readiness.notYet("the streams have failed; see the log");
        stop.countDown();
      }
      default -> readiness.notYet("the streams are " + now);
    }
  }

  private StreamThreadExceptionResponse threadFailed(Throwable error) {
    Throwable cause = error;
    while (cause.getCause() != null && cause.getCause() != cause) {
      if (cause instanceof IncompatibleStateException) {
        break;
      }
      cause = cause.getCause();
    }
    if (cause instanceof IncompatibleStateException) {
      LOG.error("{}. {}", cause.getMessage(), StateReset.HOW_TO);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    if (cause instanceof LinkageError || cause instanceof VirtualMachineError) {
      LOG.error("the app can't go on in this process: {}", cause, error);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    Map<TopicPartition, Long> committed = committed(Thread.currentThread().getName());
    Duration pause = pauses.next(committed);
    String replaced = pause.isZero() ? "is replaced" : "is replaced in " + pause.toSeconds() + " s";
    LOG.error("a stream thread failed and {}: {}", replaced, cause, error);
    failures.add(
        "a stream thread failed: "
            + cause
            + "; it "
            + replaced
            + ", and nothing was committed since",
        committed,
        pause);
    try {
      // What fails at once again, such as a deleted topic, must not fill the log.
      if (stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  /** What is committed of the partitions of one thread, or of all if it is null. */
  private Map<TopicPartition, Long> committed(String threadName) {
    Map<TopicPartition, Long> committed = new HashMap<>();
    for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
      if (threadName == null || threadName.equals(thread.threadName())) {
        thread.activeTasks().forEach(task -> committed.putAll(task.committedOffsets()));
      }
    }
    return committed;
  }

  /** The inputs of which not all is committed, as far as that is known. */
  private Set<TopicPartition> behind() {
    Set<TopicPartition> behind = new HashSet<>(committed(null).keySet());
    Map<TopicPartition, Long> read = lags.of(behind);
    behind.removeIf(input -> read.getOrDefault(input, 1L) == 0);
    return behind;
  }

  private static CloseOptions closeOptions(StreamsConfig config) {
    // A static member stays: it is expected back. Others leave, or their partitions rest until the
    // session ends.
    boolean staticMember =
        config
                .getMainConsumerConfigs("group", "client", 0)
                .get(CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG)
            != null;
    return CloseOptions.groupMembershipOperation(
            staticMember
                ? GroupMembershipOperation.REMAIN_IN_GROUP
                : GroupMembershipOperation.LEAVE_GROUP)
        .withTimeout(CLOSE_TIMEOUT);
  }
}
