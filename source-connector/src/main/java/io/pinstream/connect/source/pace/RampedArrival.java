// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.pace;

/**
 * A gentle start: the rate rises evenly from nothing to its own, and the gaps of another arrival
 * are stretched by as much. It goes by positions: who starts a task again later in the emulation
 * goes on at the full rate.
 */
public record RampedArrival(Arrival arrival, double gapNanos, double rampNanos) implements Arrival {

  /**
   * An arrival with a gentle start.
   *
   * @param ofAll posts per second of all tasks; 0, as fast as it goes, has no ramp
   * @param rampMillis how long the rate rises; 0 for not at all
   */
  public static Arrival of(Arrival arrival, double ofAll, long rampMillis) {
    if (ofAll == 0 || rampMillis == 0) {
      return arrival;
    }
    return new RampedArrival(arrival, Pacer.NANOS_PER_SECOND / ofAll, rampMillis * 1e6);
  }

  @Override
  public long gapNanos(long previous, long position, long sleptSeconds) {
    long gap = arrival.gapNanos(previous, position, sleptSeconds);
    double stretch =
        (nanosUntil(position) - nanosUntil(previous)) / ((position - previous) * gapNanos);
    return Math.round(gap * stretch);
  }

  /** When a position comes if they come evenly: half of the usual number during the ramp. */
  private double nanosUntil(long position) {
    double even = position * gapNanos;
    return even < rampNanos / 2 ? Math.sqrt(2 * even * rampNanos) : even + rampNanos / 2;
  }
}
