// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import io.pinstream.streams.post.Table;
import io.pinstream.streams.topics.TopicNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/**
 * A topology's part before the join: where its clean rows come from.
 *
 * @param topology with that part and no more
 * @param tables the table that each topic holds which the join reads
 * @param nodes those that bring the join its rows
 */
public record RowSources(Topology topology, Map<String, Table> tables, List<String> nodes) {

  /** The input topics as they are: their rows are clean, and lie in the partition of their key. */
  public static RowSources clean(TopicNames topics) {
    ByteArrayDeserializer read = new ByteArrayDeserializer();
    Topology topology = new Topology();
    Map<String, Table> tables = new LinkedHashMap<>();
    List<String> nodes = new ArrayList<>();
    for (Table table : Table.values()) {
      String source = table.label() + "-source";
      topology.addSource(
          (AutoOffsetReset) null, source, new RecordTime(), read, read, topics.input(table));
      nodes.add(source);
      tables.put(topics.input(table), table);
    }
    return new RowSources(topology, tables, nodes);
  }
}
