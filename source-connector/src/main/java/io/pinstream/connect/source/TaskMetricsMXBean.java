// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

/** What operators see of a task over JMX, and in its log. */
public interface TaskMetricsMXBean {

  /**
   * READING until the tables are read for the first time, then EMITTING, at last FINISHED; RETRYING
   * while the database is tried again.
   */
  String getState();

  /** How many posts the task has emitted since it started. */
  long getPosts();

  /** How many records that were. */
  long getRecords();

  /** Posts per second since the last line in the log. */
  double getPostsPerSecond();

  /** Position of the post that was emitted last; -1 before the first. */
  long getPosition();

  /** How many indexes there are to draw from. */
  long getIndexes();

  /** How many rows of all tables are in memory. */
  long getRowsInMemory();

  /** How many times the database was tried again. */
  long getRetries();
}
