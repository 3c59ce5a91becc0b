// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pinstream.streams.config.InvalidSettingException;
import io.pinstream.streams.http.Readiness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class StreamsRunnerTest {
  @TempDir private Path folder;
  private final Readiness readiness = new Readiness();
  private final List<Lags> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(Lags::close);
  }

  /**
   * What a native library, of a compression say, throws where it can't be loaded; a new thread
   * changes nothing.
   */
  private static final class Unloadable extends ContextualProcessor<byte[], byte[], Void, Void> {
    @Override
    public void process(Record<byte[], byte[]> record) {
      throw new UnsatisfiedLinkError("libzstd-jni.so: libpthread.so.0: cannot open");
    }
  }

  /** Fails at each record. */
  private static final class Poisoned extends ContextualProcessor<byte[], byte[], Void, Void> {
    @Override
    public void process(Record<byte[], byte[]> record) {
      throw new IllegalStateException("poison");
    }
  }

  @Test
  void waitsLongerEachTimeForARecordThatFailsAgainAndEndsWellWhileItWaits() throws Exception {
    Topology topology = new Topology();
    topology.addSource("source", "broken.input").addProcessor("broken", Poisoned::new, "source");
    List<ILoggingEvent> failures = new CopyOnWriteArrayList<>();
    AppenderBase<ILoggingEvent> log =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            if (event.getFormattedMessage().startsWith("a stream thread failed")) {
              failures.add(event);
            }
          }
        };
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger(StreamsRunner.class);
    logger.addAppender(log);
    CountDownLatch stop = new CountDownLatch(1);
    try (Cluster cluster = new Cluster()) {
      cluster.create("broken.input", 1);
      cluster.send("broken.input", "1", "row");
      cluster.flush();
      try (StreamsRunner runner = runner(topology, cluster, stop)) {
        runner.start();
        // The threads that fail are no fault of the test.
        await()
            .dontCatchUncaughtExceptions()
            .atMost(Duration.ofSeconds(60))
            .until(() -> failures.size() >= 3);
        assertThat(failures.stream().limit(3).map(ILoggingEvent::getFormattedMessage))
            .satisfiesExactly(
                first -> assertThat(first).startsWith("a stream thread failed and is replaced: "),
                second -> assertThat(second).contains("replaced in 1 s"),
                third -> assertThat(third).contains("replaced in 2 s"));
        await()
            .dontCatchUncaughtExceptions()
            .untilAsserted(
                () ->
                    assertThat(readiness.reason().orElse("ready"))
                        .matches(
                            "a stream thread failed: java.lang.IllegalStateException: poison; it is"
                                + " replaced in [0-9]+ s, and nothing was committed since"));
        stop.countDown();
        await()
            .dontCatchUncaughtExceptions()
            .atMost(Duration.ofSeconds(20))
            .until(() -> runner.streams().state() == KafkaStreams.State.ERROR);
        assertThat(runner.failed()).as("it was asked to end").isFalse();
      }
    } finally {
      logger.detachAppender(log);
    }
  }

  /** Fails at one of its records, once, and hangs in it the second time. */
  private static final class Hiccup extends ContextualProcessor<byte[], byte[], Void, Void> {
    private static final AtomicBoolean FAILED = new AtomicBoolean();
    private static final CountDownLatch AGAIN = new CountDownLatch(1);
    private static final CountDownLatch GO_ON = new CountDownLatch(1);

    @Override
    public void process(Record<byte[], byte[]> record) {
      if (!FAILED.getAndSet(true)) {
        throw new IllegalStateException("hiccup");
      }
      AGAIN.countDown();
      try {
        GO_ON.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void isReadyAgainOnceSomethingIsCommittedBehindAFailureAndNotBefore() throws Exception {
    Topology topology = new Topology();
    topology.addSource("source", "broken.input").addProcessor("broken", Hiccup::new, "source");
    try (Cluster cluster = new Cluster()) {
      cluster.create("broken.input", 1);
      cluster.send("broken.input", "1", "row");
      cluster.flush();
      try (StreamsRunner runner = runner(topology, cluster, new CountDownLatch(1))) {
        runner.start();
        assertThat(Hiccup.AGAIN.await(30, TimeUnit.SECONDS)).isTrue();
        await()
            .dontCatchUncaughtExceptions()
            .until(() -> runner.streams().state() == KafkaStreams.State.RUNNING);
        assertThat(readiness.reason().orElse("ready")).startsWith("a stream thread failed: ");
        Hiccup.GO_ON.countDown();
        await()
            .dontCatchUncaughtExceptions()
            .atMost(Duration.ofSeconds(25))
            .until(() -> readiness.reason().isEmpty());
      } finally {
        Hiccup.GO_ON.countDown();
      }
    }
  }

  @Test
  void endsWhenAThreadFailsForAReasonThatStays() throws Exception {
    Topology topology = new Topology();
    topology.addSource("source", "broken.input").addProcessor("broken", Unloadable::new, "source");
    CountDownLatch stop = new CountDownLatch(1);
    try (Cluster cluster = new Cluster()) {
      cluster.create("broken.input", 1);
      cluster.send("broken.input", "1", "row");
      cluster.flush();
      try (StreamsRunner runner = runner(topology, cluster, stop)) {
        runner.start();
        assertThat(stop.await(30, TimeUnit.SECONDS)).as("ended by itself").isTrue();
        assertThat(runner.failed()).isTrue();
      }
    }
  }

  @Test
  void aClientThatCantBeMadeIsAWrongSetting() {
    StreamsConfig config =
        new StreamsConfig(
            Map.of(
                "application.id",
                "unmakeable",
                "bootstrap.servers",
                "127.0.0.1:1",
                "state.dir",
                folder.toString(),
                "consumer.interceptor.classes",
                "no.Such"));
    Topology topology = new Topology();
    topology.addSource("source", "input");
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(
            () -> new StreamsRunner(topology, config, null, null, readiness, new CountDownLatch(1)))
        .withMessageContaining("no.Such");
  }

  private StreamsRunner runner(Topology topology, Cluster cluster, CountDownLatch stop)
      throws Exception {
    String bytes = Serdes.ByteArraySerde.class.getName();
    StreamsConfig config =
        new StreamsConfig(
            Map.of(
                "application.id",
                "broken",
                "bootstrap.servers",
                cluster.servers(),
                "state.dir",
                folder.toString(),
                "commit.interval.ms",
                "100",
                // The thread that failed is a member until its session ends.
                "session.timeout.ms",
                "6000",
                "default.key.serde",
                bytes,
                "default.value.serde",
                bytes));
    opened.add(new Lags(config));
    return new StreamsRunner(
        topology,
        config,
        opened.get(0),
        new RestoreProgress(new SimpleMeterRegistry()),
        readiness,
        stop,
        Duration.ZERO);
  }
}
