// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import java.util.Map;

/** Which part of the emulation is one task's, and how much of its rate. */
final class TaskShare {

  /** Enough to hand out while the next ones are read. */
  private static final int MOST_AHEAD = 1_024;

  private final int task;
  private final int[] streams;
  private final int streamsOfAll;
  private final double rateOfAll;

  /**
   * @param properties of the task, as the connector dealt them out
   */
  TaskShare(SourceConfig config, Map<String, String> properties) {
    task = VirtualStreams.taskNumber(properties);
    streams = VirtualStreams.dealtTo(properties);
    streamsOfAll = config.getInt(Settings.VIRTUAL_STREAMS);
    rateOfAll = config.getDouble(Settings.POSTS_PER_SECOND);
  }

  /** The task's number, from 0 on. */
  int task() {
    return task;
  }

  /** The virtual streams dealt to the task. */
  int[] streams() {
    return streams;
  }

  /** About how many tasks there are. */
  int tasks() {
    return (streamsOfAll + streams.length - 1) / streams.length;
  }

  int streamsOfAll() {
    return streamsOfAll;
  }

  /** Posts per second of this task alone; 0 for as fast as it goes. */
  double rate() {
    return rateOfAll * streams.length / streamsOfAll;
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
