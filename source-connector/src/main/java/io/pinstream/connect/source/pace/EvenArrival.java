// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.pace;

/** The same time between any two posts. */
final class EvenArrival implements Arrival {

  private final long gapNanos;

  EvenArrival(double postsPerSecond) {
    gapNanos = Math.round(Pacer.NANOS_PER_SECOND / postsPerSecond);
  }

  @Override
  public long gapNanos(long previous, long position, long sleptSeconds) {
    return gapNanos;
  }
}
