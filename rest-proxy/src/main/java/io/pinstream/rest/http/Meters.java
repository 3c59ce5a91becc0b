// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.pinstream.rest.write.RowResult;
import io.pinstream.rest.write.RowResult.DeadLettered;
import io.pinstream.rest.write.RowResult.Refused;
import io.pinstream.rest.write.RowResult.Written;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what becomes of rows, by topic. */
final class Meters {
  /** The counters of one topic. */
  private record TopicMeters(
      Counter written, Counter refused, Counter deadLettered, Counter failed) {}

  private final MeterRegistry registry;
  private final Map<String, TopicMeters> topics = new ConcurrentHashMap<>();

  Meters(MeterRegistry registry) {
    this.registry = registry;
  }

  void watch(RequestMemory memory) {
    Gauge.builder("pinstream.rest.request.bytes", memory, RequestMemory::taken)
        .description("Bytes of memory that requests in progress take, by estimate")
        .register(registry);
  }

  void count(String topic, List<RowResult> results) {
    int written = 0;
    int refused = 0;
    int deadLettered = 0;
    for (RowResult result : results) {
      if (result instanceof Written) {
        written++;
      } else if (result instanceof Refused) {
        refused++;
      } else if (result instanceof DeadLettered) {
        deadLettered++;
      }
    }
    TopicMeters meters = topics.computeIfAbsent(topic, this::register);
    meters.written().increment(written);
    meters.refused().increment(refused);
    meters.deadLettered().increment(deadLettered);
    meters.failed().increment(results.size() - written - refused - deadLettered);
  }

  private TopicMeters register(String topic) {
    return new TopicMeters(
        counter(topic, "written"),
        counter(topic, "refused"),
        counter(topic, "dead_lettered"),
        counter(topic, "failed"));
  }

  private Counter counter(String topic, String result) {
    return Counter.builder("pinstream.rest.rows")
        .description("Rows by what became of them")
        .tag("topic", topic)
        .tag("result", result)
        .register(registry);
  }
}
