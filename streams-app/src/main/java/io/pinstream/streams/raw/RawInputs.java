// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.raw;

import io.pinstream.streams.join.JoinMeters;
import io.pinstream.streams.join.RecordLimit;
import io.pinstream.streams.join.RecordTime;
import io.pinstream.streams.join.RowSources;
import io.pinstream.streams.post.Table;
import io.pinstream.streams.topics.InternalTopics;
import io.pinstream.streams.topics.TopicNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * The input topics where their rows are raw: each is cleaned, and goes under its index to a topic
 * that Kafka Streams keeps for it and empties behind the join. Whatever key a producer sets, or
 * none, and however it picks a partition, a post's rows come together there.
 */
public final class RawInputs {
  /** A sink of their own: with that of the join, cleaning and joining would be one task. */
  static final String DEAD_LETTERS = "raw-dlq-sink";

  private RawInputs() {}

  /**
   * Where clean rows come from.
   *
   * @param applicationId the app's, with which the topics of clean rows begin
   * @param partitions how many these have
   * @param limit how large what is written may be
   */
  public static RowSources sources(
      TopicNames topics,
      String applicationId,
      int partitions,
      RecordLimit limit,
      JoinMeters meters) {
    StreamsBuilder builder = new StreamsBuilder();
    Map<String, Table> tables = new LinkedHashMap<>();
    List<String> cleaners = new ArrayList<>();
    List<String> nodes = new ArrayList<>();
    for (Table table : Table.values()) {
      String name = table.label();
      String cleaner = "clean-" + name;
      builder.stream(
              topics.input(table),
              Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                  .withTimestampExtractor(new RecordTime())
                  .withName("raw-" + name + "-source"))
          .process(
              () -> new CleanProcessor(table, limit, meters, name + "-repartition-filter"),
              Named.as(cleaner))
          .repartition(
              Repartitioned.<byte[], byte[]>as(name)
                  .withKeySerde(Serdes.ByteArray())
                  .withValueSerde(Serdes.ByteArray())
                  .withNumberOfPartitions(partitions));
      tables.put(InternalTopics.repartition(applicationId, name), table);
      cleaners.add(cleaner);
      nodes.add(name + "-repartition-source");
    }
    ByteArraySerializer write = new ByteArraySerializer();
    Topology topology = builder.build();
    topology.addSink(
        DEAD_LETTERS, topics.deadLetters(), write, write, cleaners.toArray(String[]::new));
    return new RowSources(topology, tables, nodes);
  }
}
