// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.sampling;

import java.util.PriorityQueue;

/** Goes through the positions of a task's streams, the lowest first. */
public final class PositionCursor {

  /** The next position of each stream. */
  private final PriorityQueue<Long> heads = new PriorityQueue<>();

  private final int streams;
  private final long end;

  /**
   * @param starts the next position of each of the task's streams
   * @param streams number of streams in the whole emulation: the distance between two positions of
   *     one stream
   * @param end the first position that is not emitted any more
   */
  public PositionCursor(Iterable<Long> starts, int streams, long end) {
    this.streams = streams;
    this.end = end;
    for (long start : starts) {
      if (start < end) {
        heads.add(start);
      }
    }
  }

  /** A cursor of its own at the same place. */
  public PositionCursor copy() {
    return new PositionCursor(heads, streams, end);
  }

  /** Whether every position has been taken. */
  public boolean atEnd() {
    return heads.isEmpty();
  }

  /** The position that {@link #next} takes; only if not {@link #atEnd}. */
  public long peek() {
    return heads.element();
  }

  /** Takes the lowest position; only if not {@link #atEnd}. */
  public long next() {
    long position = heads.remove();
    if (position < end - streams) {
      heads.add(position + streams);
    }
    return position;
  }
}
