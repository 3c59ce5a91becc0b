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
import org.apache.kafka.connect.source.TransactionContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** Plays the worker to one task. */
final class RunningTask implements AutoCloseable {

  private final Map<String, String> properties;
  private final JdbcSampleSourceTask task = new JdbcSampleSourceTask();

  private RunningTask(Map<String, String> properties) {
    this.properties = properties;
  }

  /** Starts the tasks of a connector one by one, as they are asked for. */
  static List<Map<String, String>> taskProperties(Map<String, String> settings, int maxTasks) {
    JdbcSampleSourceConnector connector = new JdbcSampleSourceConnector();
    connector.start(settings);
    return connector.taskConfigs(maxTasks);
  }

  /** The only task of a connector without stored offsets. */
  static RunningTask start(Map<String, String> settings) {
    return start(taskProperties(settings, 1).get(0), Map.of());
  }

  static RunningTask start(
      Map<String, String> taskProperties, Map<Map<String, ?>, Map<String, Object>> offsets) {
    return start(taskProperties, offsets, null);
  }

  /**
   * A task that is told where its transactions end by nobody but itself.
   *
   * @param transactions hears of the ends
   */
  static RunningTask start(Map<String, String> settings, TransactionContext transactions) {
    return start(taskProperties(settings, 1).get(0), Map.of(), transactions);
  }

  private static RunningTask start(
      Map<String, String> taskProperties,
      Map<Map<String, ?>, Map<String, Object>> offsets,
      TransactionContext transactions) {
    RunningTask running = new RunningTask(taskProperties);
    running.task.initialize(new Context(offsets, transactions));
    running.task.start(taskProperties);
    return running;
  }

  /** One poll; an empty list where the task returns null. */
  List<SourceRecord> poll() throws InterruptedException {
    List<SourceRecord> records = task.poll();
    return records == null ? List.of() : records;
  }

  /** Polls until there are so many more records, or the task is finished. */
  List<SourceRecord> pollRecords(int enough) throws InterruptedException {
    List<SourceRecord> records = new ArrayList<>();
    while (records.size() < enough && !metric("State").equals("FINISHED")) {
      records.addAll(poll());
    }
    return records;
  }

  /** What the task shows over JMX. */
  Object metric(String attribute) {
    try {
      return ManagementFactory.getPlatformMBeanServer()
          .getAttribute(
              new ObjectName(
                  "io.pinstream.connect.source:type=task-metrics,connector=\"%s\",task=%s"
                      .formatted(properties.get("name"), properties.get("task.number"))),
              attribute);
    } catch (JMException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    task.stop();
  }

  private record Context(
      Map<Map<String, ?>, Map<String, Object>> stored, TransactionContext transactionContext)
      implements SourceTaskContext {

    @Override
    public Map<String, String> configs() {
      return Map.of();
    }

    @Override
    public OffsetStorageReader offsetStorageReader() {
      return new OffsetStorageReader() {
        @Override
        public <T> Map<String, Object> offset(Map<String, T> partition) {
          return stored.get(partition);
        }

        @Override
        public <T> Map<Map<String, T>, Map<String, Object>> offsets(
            Collection<Map<String, T>> partitions) {
          Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
          partitions.forEach(partition -> found.put(partition, stored.get(partition)));
          return found;
        }
      };
    }
  }
}
