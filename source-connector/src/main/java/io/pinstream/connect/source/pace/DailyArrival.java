// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.pace;

/**
 * A day's curve: the rate goes from a trough at the day's beginning to a peak in its middle and
 * back, as a cosine. Position 0 is the beginning of a day.
 */
record DailyArrival(double postsPerDay, double dayNanos) implements Arrival {

  /** How far the rate goes from its mean, as a share of it: the peak is nine times the trough. */
  private static final double SWING = 0.8;

  private static final double TURN = 2 * Math.PI;
  private static final int HALVINGS = 50;

  @Override
  public long gapNanos(long previous, long position, long sleptSeconds) {
    double days = Math.floor(position / postsPerDay) - Math.floor(previous / postsPerDay);
    return Math.round((days + timeOfDay(position) - timeOfDay(previous)) * dayNanos);
  }

  /** When in its day a position's post comes, as a share of the day. */
  private double timeOfDay(long position) {
    double share = position / postsPerDay;
    share -= Math.floor(share);
    double low = 0;
    double high = 1;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (middle - SWING / TURN * Math.sin(TURN * middle) < share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
