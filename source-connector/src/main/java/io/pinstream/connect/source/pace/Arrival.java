// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.pace;

/** How long after one post the next one arrives. */
public interface Arrival {

  /**
   * The time between two posts that one task emits one after the other.
   *
   * @param previous position of the earlier post
   * @param position position of the later post
   * @param sleptSeconds what the original script would have slept between them
   * @return nanoseconds, 0 for at once
   */
  long gapNanos(long previous, long position, long sleptSeconds);
}
