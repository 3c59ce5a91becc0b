// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which fault strikes when, and for how long: a function of a seed and of the soak's length alone.
 * The kinds come as cards do, each once before any comes again.
 *
 * @param strikes in the order of their seconds
 */
record FaultPlan(List<Strike> strikes) {
  private static final int PERIOD = 30;
  private static final int FIRST = 10;
  private static final int JITTER = 10;
  private static final int SHORTEST = 5;
  private static final int LONGEST = 15;

  /**
   * One fault.
   *
   * @param second of the soak in which it begins
   * @param seconds how long it hurts
   */
  record Strike(int second, FaultKind kind, int seconds) {}

  /** A fault about every half minute. */
  static FaultPlan of(long seed, Duration length) {
    var chance = new Random(seed);
    var cards = new ArrayDeque<FaultKind>();
    var strikes = new ArrayList<Strike>();
    for (int second = FIRST; second + JITTER <= length.toSeconds(); second += PERIOD) {
      if (cards.isEmpty()) {
        var shuffled = new ArrayList<>(Arrays.asList(FaultKind.values()));
        Collections.shuffle(shuffled, chance);
        cards.addAll(shuffled);
      }
      strikes.add(
          new Strike(
              second + chance.nextInt(JITTER),
              cards.remove(),
              SHORTEST + chance.nextInt(LONGEST - SHORTEST + 1)));
    }
    return new FaultPlan(List.copyOf(strikes));
  }
}
