// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.sampling;

/** Which row stands at which position of the emulation. */
public interface SampleOrder {

  /**
   * The row at a position. The answer depends on nothing but the seed and the arguments, so that
   * the position is all that has to be remembered between two runs.
   *
   * @param position 0 for the first post of the emulation
   * @param size how many rows there are to choose from, at least 1
   * @return the row's place among the rows sorted by index, 0 to {@code size - 1}
   * @throws InterruptedException if the thread is to stop while it works its way to the position
   */
  long ordinal(long position, long size) throws InterruptedException;
}
