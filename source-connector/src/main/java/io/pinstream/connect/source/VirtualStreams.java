// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The fixed number of streams that the emulation is dealt into. The post at position {@code p}
 * belongs to stream {@code p mod count}; each stream is a source partition with a position of its
 * own, so that the positions don't depend on how many tasks there are.
 */
final class VirtualStreams {

  static final String STREAM_KEY = "stream";

  /** Task settings that the connector adds. */
  static final String TASK_STREAMS = "task.streams";

  static final String TASK_NUMBER = "task.number";

  private VirtualStreams() {}

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

  static TaskShare shareOf(Map<String, String> taskProperties, SourceConfig config) {
    return new TaskShare(
        Integer.parseInt(taskProperties.get(TASK_NUMBER)),
        Stream.of(taskProperties.get(TASK_STREAMS).split(",")).map(Integer::valueOf).toList(),
        config.getInt("virtual.streams"),
        config.getDouble("posts.per.second"));
  }

  /**
   * The source partition of a stream. Connect finds an offset by the bytes of its partition's JSON,
   * in which two fields could stand in either order: there is one.
   */
  static Map<String, Object> partition(String userId, int stream) {
    return Map.of(STREAM_KEY, userId + "/" + stream);
  }

  static List<Map<String, Object>> partitions(String userId, int streams) {
    return IntStream.range(0, streams).mapToObj(stream -> partition(userId, stream)).toList();
  }
}
