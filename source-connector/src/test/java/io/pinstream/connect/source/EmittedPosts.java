// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * Plays the worker to one connector: runs its tasks in turn and remembers the committed offsets.
 */
final class EmittedPosts {

  private final Map<Map<String, ?>, Map<String, Object>> offsets = new HashMap<>();

  /** Polls every task until it is finished or the records are enough. */
  List<SourceRecord> run(Map<String, String> properties, int maxTasks, int enough)
      throws InterruptedException {
    JdbcSampleSourceConnector connector = new JdbcSampleSourceConnector();
    connector.start(properties);
    List<SourceRecord> all = new ArrayList<>();
    for (Map<String, String> taskProperties : connector.taskConfigs(maxTasks)) {
      JdbcSampleSourceTask task = new JdbcSampleSourceTask();
      task.initialize(new Context());
      task.start(taskProperties);
      try {
        while (all.size() < enough && !isFinished(taskProperties)) {
          List<SourceRecord> records = task.poll();
          if (records != null) {
            records.forEach(this::commit);
            all.addAll(records);
          }
        }
      } finally {
        task.stop();
      }
    }
    connector.stop();
    return all;
  }

  private static boolean isFinished(Map<String, String> taskProperties) {
    return metric(taskProperties.get("name"), taskProperties.get("task.number"), "State")
        .equals("FINISHED");
  }

  /** What a task shows over JMX. */
  static Object metric(String connector, String task, String attribute) {
    try {
      return ManagementFactory.getPlatformMBeanServer()
          .getAttribute(
              new ObjectName(
                  "io.pinstream.connect.source:type=task-metrics,connector=\"%s\",task=%s"
                      .formatted(connector, task)),
              attribute);
    } catch (JMException e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("unchecked") // Source offsets are maps of strings to values.
  private void commit(SourceRecord sourceRecord) {
    offsets.put(sourceRecord.sourcePartition(), (Map<String, Object>) sourceRecord.sourceOffset());
  }

  private final class Context implements SourceTaskContext {

    @Override
    public Map<String, String> configs() {
      return Map.of();
    }

    @Override
    public OffsetStorageReader offsetStorageReader() {
      return new OffsetStorageReader() {
        @Override
        public <T> Map<String, Object> offset(Map<String, T> partition) {
          return offsets.get(partition);
        }

        @Override
        public <T> Map<Map<String, T>, Map<String, Object>> offsets(
            Collection<Map<String, T>> partitions) {
          Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
          partitions.forEach(partition -> found.put(partition, offsets.get(partition)));
          return found;
        }
      };
    }
  }
}
