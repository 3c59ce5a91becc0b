// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pinstream.streams.http.Readiness;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsRunnerTest {
  @TempDir private Path folder;

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

  @Test
  void endsWhenAThreadFailsForAReasonThatStays() throws Exception {
    Topology topology = new Topology();
    topology.addSource("source", "broken.input").addProcessor("broken", Unloadable::new, "source");
    CountDownLatch stop = new CountDownLatch(1);
    try (Cluster cluster = new Cluster()) {
      cluster.create("broken.input", 1);
      cluster.send("broken.input", "1", "row");
      cluster.flush();
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
                  "default.key.serde",
                  bytes,
                  "default.value.serde",
                  bytes));
      try (StreamsRunner runner =
          new StreamsRunner(
              topology,
              config,
              new RestoreProgress(new SimpleMeterRegistry()),
              new Readiness(),
              stop)) {
        runner.start();
        assertThat(stop.await(30, TimeUnit.SECONDS)).as("ended by itself").isTrue();
        assertThat(runner.failed()).isTrue();
      }
    }
  }
}
