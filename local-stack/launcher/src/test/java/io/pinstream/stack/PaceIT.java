// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The source's rate over a minute by the broker's clock. It takes four minutes, so it is asked for.
 */
@Tag("pace")
class PaceIT {
  /** Of the first posts, while classes are loaded and topics are made. */
  private static final long RUN_UP_MILLIS = 5_000;

  private static final long WINDOW_MILLIS = 60_000;

  @Test
  void holdsLowRatesOverAMinute(@TempDir Path directory) {
    try (var test = TestStack.start(StackOptions.defaults(directory, "unused"))) {
      check(
          measure(
              test.stack(), new Pace(1, 1), new Pace(1, 2), new Pace(100, 1), new Pace(100, 2)));
    }
  }

  @Test
  void holdsAHighRateOverAMinute(@TempDir Path directory) {
    try (var test = TestStack.start(StackOptions.defaults(directory, "unused"))) {
      check(measure(test.stack(), new Pace(10_000, 1)));
      check(measure(test.stack(), new Pace(10_000, 2)));
    }
  }

  private static void check(List<Pace> measured) {
    measured.forEach(System.out::println);
    assertThat(measured)
        .allSatisfy(pace -> assertThat(pace.seen).isCloseTo(pace.rate, within(pace.rate / 100)));
  }

  /** Runs connectors at the same time. */
  private static List<Pace> measure(LocalStack stack, Pace... paces) {
    var sources = Stream.of(paces).map(pace -> pace.source(stack)).toList();
    sources.forEach(SourceConnector::deploy);
    sources.forEach(source -> source.awaitPost(0));
    for (var pace : paces) {
      pace.measure(stack.broker().bootstrapServers());
    }
    sources.forEach(SourceConnector::delete);
    return List.of(paces);
  }

  /** A rate that is asked for, and the one that is seen. */
  private static final class Pace {
    private final double rate;
    private final int tasks;
    private double seen;

    Pace(double rate, int tasks) {
      this.rate = rate;
      this.tasks = tasks;
    }

    private String name() {
      return "pace%.0fx%d".formatted(rate, tasks);
    }

    SourceConnector source(LocalStack stack) {
      var emulation =
          new Emulation(
              "shuffle", Emulation.DEFAULT_SEED, Optional.empty(), rate, Optional.empty(), tasks);
      return new SourceConnector(stack, name(), emulation)
          .set("topic.creation.default.message.timestamp.type", "LogAppendTime");
    }

    void measure(String bootstrapServers) {
      var times = arrivals(bootstrapServers);
      times.sort(null);
      long from = times.get(0) + RUN_UP_MILLIS;
      var inside =
          times.stream().filter(time -> time >= from && time < from + WINDOW_MILLIS).toList();
      // As many gaps of one task as of the other.
      int gaps = (inside.size() - 1) / tasks * tasks;
      seen = gaps * 1_000.0 / (inside.get(gaps) - inside.get(0));
    }

    private List<Long> arrivals(String bootstrapServers) {
      try (var consumer =
          TopicReader.fromTheBeginning(
              bootstrapServers, name() + ".user", new ByteArrayDeserializer())) {
        var times = new ArrayList<Long>();
        long last = 0;
        while (times.isEmpty() || last < times.get(0) + RUN_UP_MILLIS + WINDOW_MILLIS + 2_000) {
          last = Math.max(last, read(consumer, times));
        }
        // The other partitions may be behind the one that was read so far.
        var ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream()
            .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
          read(consumer, times);
        }
        return times;
      }
    }

    /** Returns the latest of the times that it adds. */
    private static long read(KafkaConsumer<?, ?> consumer, List<Long> times) {
      long last = 0;
      for (var record : consumer.poll(Duration.ofMillis(100))) {
        times.add(record.timestamp());
        last = Math.max(last, record.timestamp());
      }
      return last;
    }

    @Override
    public String toString() {
      return "posts.per.second=%.0f, tasks.max=%d: %.3f posts/s over a minute"
          .formatted(rate, tasks, seen);
    }
  }
}
