// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;

/** Plays the worker to one connector: runs its tasks in turn and keeps the committed offsets. */
final class EmittedPosts {

  private final Map<Map<String, ?>, Map<String, Object>> offsets = new HashMap<>();

  /** Polls every task until it is finished or the records are enough; commits all of them. */
  List<SourceRecord> run(Map<String, String> settings, int maxTasks, int enough)
      throws InterruptedException {
    List<SourceRecord> records = runWithoutCommit(settings, maxTasks, enough);
    commit(records);
    return records;
  }

  List<SourceRecord> runWithoutCommit(Map<String, String> settings, int maxTasks, int enough)
      throws InterruptedException {
    List<SourceRecord> all = new ArrayList<>();
    for (Map<String, String> properties : RunningTask.taskProperties(settings, maxTasks)) {
      try (RunningTask task = RunningTask.start(properties, offsets)) {
        all.addAll(task.pollRecords(enough - all.size()));
      }
    }
    return all;
  }

  @SuppressWarnings("unchecked") // Source offsets are maps of strings to values.
  void commit(List<SourceRecord> records) {
    records.forEach(r -> offsets.put(r.sourcePartition(), (Map<String, Object>) r.sourceOffset()));
  }
}
