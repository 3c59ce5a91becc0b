// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import java.util.List;

/**
 * Which part of the emulation is one task's, and how much of its rate.
 *
 * @param task number of the task, from 0 on
 * @param streams the virtual streams dealt to it
 * @param streamsOfAll how many streams the emulation has
 * @param rateOfAll posts per second of all tasks; 0 for as fast as it goes
 */
record TaskShare(int task, List<Integer> streams, int streamsOfAll, double rateOfAll) {

  /** Enough to hand out while the next ones are read. */
  private static final int MOST_AHEAD = 1_024;

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
