// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which part of the emulation is one task's, and how much of its rate. The emulation is dealt into
 * a fixed number of virtual streams: the post at position {@code p} belongs to stream {@code p mod
 * count}. Each stream is a source partition with a position of its own, so that the positions don't
 * depend on how many tasks there are.
 *
 * @param task number of the task, from 0 on
 * @param streams the virtual streams dealt to it
 * @param streamsOfAll how many streams the emulation has
 * @param rateOfAll posts per second of all tasks; 0 for as fast as it goes
 */
record TaskShare(int task, List<Integer> streams, int streamsOfAll, double rateOfAll) {

  /** Task settings that the connector adds. */
  private static final String TASK_STREAMS = "task.streams";

  private static final String TASK_NUMBER = "task.number";

  /** Enough to hand out while the next ones are read. */
  private static final int MOST_AHEAD = 1_024;

  /** The settings of each task: the connector's own, and which streams are the task's. */
  static List<Map<String, String>> deal(
      Map<String, String> connectorProperties, int streams, int maxTasks) {
    int tasks = Math.min(streams, maxTasks);
    List<Map<String, String>> taskProperties = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      String dealt =
          Stream.iterate(task, stream -> stream < streams, stream -> stream + tasks)
              .map(String::valueOf)
              .collect(Collectors.joining(","));
      Map<String, String> properties = new LinkedHashMap<>(connectorProperties);
      properties.put(TASK_STREAMS, dealt);
      properties.put(TASK_NUMBER, String.valueOf(task));
      taskProperties.add(properties);
    }
    return taskProperties;
  }

  /** The share that was dealt to a task. */
  static TaskShare of(Map<String, String> taskProperties, SourceConfig config) {
    return new TaskShare(
        Integer.parseInt(taskProperties.get(TASK_NUMBER)),
        Stream.of(taskProperties.get(TASK_STREAMS).split(",")).map(Integer::valueOf).toList(),
        config.getInt("virtual.streams"),
        config.getDouble("posts.per.second"));
  }

  /** About how many tasks there are. */
  int tasks() {
    return (streamsOfAll + streams.size() - 1) / streams.size();
  }

  /** Posts per second of this task alone; 0 for as fast as it goes. */
  double rate() {
    return rateOfAll * streams.size() / streamsOfAll;
  }

  /** Nanoseconds from the start to the task's first post: tasks that start together take turns. */
  long turnNanos() {
    return rateOfAll == 0 ? 0 : Math.round(task * 1e9 / rateOfAll);
  }

  /** How many posts are read ahead: about a second's worth, so that they are not stale. */
  int readAhead() {
    double rate = rate();
    return rate == 0 ? MOST_AHEAD : (int) Math.max(1, Math.min(MOST_AHEAD, Math.ceil(rate)));
  }
}
