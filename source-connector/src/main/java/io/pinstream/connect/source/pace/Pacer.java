// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.pace;

/**
 * Says when the next post is due. The times are laid one after the other from the start on, so that
 * a late post does not slow the rate down; but what was missed in a pause is not made up for.
 */
public final class Pacer {

  static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** Longer than a pause of the garbage collector, shorter than one that an operator makes. */
  private static final long LONGEST_LAG_NANOS = NANOS_PER_SECOND;

  private static final long NONE = -1;

  private final Arrival arrival;
  private long due;
  private long nextPosition = NONE;
  private long lastPosition = NONE;

  /**
   * @param arrival the gaps between posts
   * @param due when the first post is due, by {@link System#nanoTime}
   */
  public Pacer(Arrival arrival, long due) {
    this.arrival = arrival;
    this.due = due;
  }

  /**
   * How long until the next post is due.
   *
   * @param position of the post that comes after the last one {@link #emitted}
   * @param sleptSeconds what the original script would have slept since that one
   * @param now by {@link System#nanoTime}
   * @return nanoseconds, 0 or less when it is due
   */
  public long untilDue(long position, long sleptSeconds, long now) {
    if (position != nextPosition) {
      if (lastPosition != NONE) {
        due += arrival.gapNanos(lastPosition, position, sleptSeconds);
      }
      nextPosition = position;
    }
    return due - now;
  }

  /** Notes that the post goes out now. */
  public void emitted(long position, long now) {
    if (now - due > LONGEST_LAG_NANOS) {
      due = now;
    }
    lastPosition = position;
  }
}
