// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.TaskMetadata;

/** How far tasks are behind their inputs, as far as the brokers have told the consumers. */
final class Lags {
  // Of the consumer: the log's end at its last fetch, less what has been polled.
  private static final String METRIC = "records-lag";

  private final Map<TopicPartition, Long> unread = new HashMap<>();

  /** Reads the lags once, from all metrics of the streams. */
  Lags(Map<MetricName, ? extends Metric> metrics) {
    metrics.forEach(
        (name, metric) -> {
          String partition = name.tags().get("partition");
          // A consumer that has fetched nothing of the partition yet says NaN.
          if (name.name().equals(METRIC)
              && partition != null
              && metric.metricValue() instanceof Double lag
              && !lag.isNaN()) {
            unread.merge(
                new TopicPartition(name.tags().get("topic"), Integer.parseInt(partition)),
                lag.longValue(),
                Math::max);
          }
        });
  }

  /**
   * Records of an input that are not committed. Before the task's first commit nobody says where it
   * began: then those that it has polled are left out, one poll at most.
   *
   * @return empty if nothing of the partition has been fetched
   */
  OptionalLong of(TaskMetadata task, TopicPartition input) {
    Long left = unread.get(input);
    if (left == null) {
      return OptionalLong.empty();
    }
    long committed = task.committedOffsets().getOrDefault(input, -1L);
    long polled = task.endOffsets().getOrDefault(input, -1L) + 1;
    return OptionalLong.of(left + (committed < 0 ? 0 : Math.max(0, polled - committed)));
  }
}
