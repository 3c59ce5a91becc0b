// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pinstream.streams.Rows;
import io.pinstream.streams.config.AppConfig;
import io.pinstream.streams.join.JoinMeters;
import io.pinstream.streams.join.PostListener;
import io.pinstream.streams.join.PostTopology;
import io.pinstream.streams.join.RecordLimit;
import io.pinstream.streams.join.RowSources;
import io.pinstream.streams.live.PostLatency;
import io.pinstream.streams.post.Post;
import io.pinstream.streams.topics.TopicNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedCluster.class)
class InstanceHealthTest {
  private static final int ROWS = 20_000;

  @TempDir private Path folder;

  @Test
  void tellsTheWholeBacklogOfAThreadThatIsHeldUpOrIsGone(Cluster cluster) throws Exception {
    TopicNames topics = new TopicNames("backlog");
    for (String topic : List.of("pin", "geo", "user", "post", "dlq")) {
      cluster.create("backlog." + topic, 1);
    }
    for (int ind = 0; ind < ROWS; ind++) {
      cluster.send("backlog.pin", Integer.toString(ind), Rows.pin(ind, "t"));
    }
    cluster.flush();
    MeterRegistry registry = new SimpleMeterRegistry();
    PostLatency latency = new PostLatency(registry);
    CountDownLatch goOn = new CountDownLatch(1);
    StreamsConfig config =
        AppConfig.of(
                Map.of(
                    "bootstrap.servers", cluster.servers(),
                    "user.id", "backlog",
                    "state.dir", folder.toString()))
            .streams();
    try (Lags lags = new Lags(config);
        KafkaStreams streams =
            new KafkaStreams(
                PostTopology.build(
                    RowSources.clean(topics),
                    topics,
                    new RecordLimit(TopicNames.MAX_MESSAGE_BYTES),
                    new JoinMeters(registry),
                    List.of(latency, partition -> new HeldUp(goOn))),
                config)) {
      Set<String> inputs = Set.copyOf(topics.inputNames());
      InstanceHealth health =
          new InstanceHealth(
              () -> Optional.of(streams),
              () -> streams.state().name(),
              () -> "here",
              inputs,
              inputs,
              lags,
              new RestoreProgress(registry),
              latency);
      Runnable refresh = health.bindTo(registry);
      refresh.run();
      assertThat(registry.find("pinstream.partition.lag.records").gauges()).isEmpty();
      streams.start();
      try {
        awaitLags(health, ROWS, 0);
        // It polls no more.
        for (int ind = 0; ind < 10; ind++) {
          cluster.send("backlog.geo", Integer.toString(ind), Rows.geo(ind, "Chad"));
        }
        cluster.flush();
        awaitLags(health, ROWS, 10);
      } finally {
        goOn.countDown();
      }
      awaitLags(health, 0, 0);
      refresh.run();
      Gauge lag = registry.get("pinstream.partition.lag.records").tag("partition", "0").gauge();
      assertThat(lag.value()).isZero();
      assertThat(registry.get("pinstream.newest.row.age").tag("partition", "0").gauge().value())
          .isBetween(0.0, 120.0);
      // Where its partitions go nobody knows yet.
      assertThat(streams.removeStreamThread()).isPresent();
      cluster.send("backlog.geo", "10", Rows.geo(10, "Chad"));
      cluster.flush();
      awaitLags(health, 0, 1);
    }
  }

  private static void awaitLags(InstanceHealth health, long pin, long geo) {
    await()
        .atMost(Duration.ofSeconds(40))
        .untilAsserted(
            () ->
                assertThat(lags(health))
                    .isEqualTo(Map.of("backlog.pin", pin, "backlog.geo", geo, "backlog.user", 0L)));
  }

  private static Map<?, ?> partition(InstanceHealth health) {
    List<?> partitions = (List<?>) health.figures().get("partitions");
    return partitions.isEmpty() ? Map.of("lag", Map.of()) : (Map<?, ?>) partitions.get(0);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Long> lags(InstanceHealth health) {
    return (Map<String, Long>) partition(health).get("lag");
  }

  private record HeldUp(CountDownLatch goOn) implements PostListener {
    @Override
    public void restored(Post before, Post after) {
      // There is nothing to restore.
    }

    @Override
    public void changed(Post before, Post after, long timestamp) {
      try {
        goOn.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
