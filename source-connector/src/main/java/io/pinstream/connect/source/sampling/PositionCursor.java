// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.sampling;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Goes through the positions of a task's streams, the lowest first. */
public final class PositionCursor {

  /** The next position of each stream, rising from {@code first} on, in a ring. */
  private final long[] heads;

  private final int streams;
  private final long end;
  private int first;
  private int count;

  /**
   * @param starts the next position of each of the task's streams
   * @param streams number of streams in the whole emulation: the distance between two positions of
   *     one stream
   * @param end the first position that is not emitted any more
   */
  public PositionCursor(long[] starts, int streams, long end) {
    this.streams = streams;
    this.end = end;
    heads = Arrays.stream(starts).filter(start -> start < end).sorted().toArray();
    count = heads.length;
  }

  /** A cursor of its own at the same place. */
  public PositionCursor copy() {
    return new PositionCursor(
        IntStream.range(0, count).mapToLong(i -> heads[(first + i) % heads.length]).toArray(),
        streams,
        end);
  }

  /** Whether every position has been taken. */
  public boolean atEnd() {
    return count == 0;
  }

  /** The position that {@link #next} takes; only if not {@link #atEnd}. */
  public long peek() {
    return heads[first];
  }

  /** Takes the lowest position; only if not {@link #atEnd}. */
  public long next() {
    long position = heads[first];
    first = next(first);
    count--;
    if (position < end - streams) {
      add(position + streams);
    }
    return position;
  }

  /** Streams that are about as far as each other keep their turns: then the last place is free. */
  private void add(long position) {
    int place = (first + count) % heads.length;
    while (place != first && heads[previous(place)] > position) {
      heads[place] = heads[previous(place)];
      place = previous(place);
    }
    heads[place] = position;
    count++;
  }

  private int next(int place) {
    return place + 1 == heads.length ? 0 : place + 1;
  }

  private int previous(int place) {
    return (place == 0 ? heads.length : place) - 1;
  }
}
