// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

import io.pinstream.stack.dataset.RandomNumbers.Purpose;
import java.time.Duration;
import java.time.LocalDateTime;

/**
 * Who a poster is: one identity for all their posts.
 *
 * <p>Every property is the smallest of several draws, the more draws the more posts there are. That
 * is what skews the original towards the first country of the alphabet, the lowest age, the
 * earliest day and the south-west.
 */
final class Identities {
  private static final String[] FIRST_NAMES = WordList.read("first-names.txt");
  private static final String[] LAST_NAMES = WordList.read("last-names.txt");
  private static final String[] COUNTRIES = WordList.read("countries.txt");
  private static final int YOUNGEST = 20;
  private static final int OLDEST = 60;
  private static final int MICRO_DEGREES_TO_POLE = 90_000_000;
  private static final LocalDateTime FIRST_JOINED = LocalDateTime.of(2015, 10, 21, 0, 0);
  private static final LocalDateTime LAST_JOINED = LocalDateTime.of(2017, 10, 20, 23, 59, 59);
  private static final int SECONDS_OF_JOINING =
      (int) Duration.between(FIRST_JOINED, LAST_JOINED).toSeconds() + 1;

  /** The unknown poster's rows grow with the data set; beyond this, draws would change nothing. */
  private static final int MOST_DRAWS = 149;

  private final long key;

  Identities(long seed) {
    key = RandomNumbers.key(seed, Purpose.IDENTITY);
  }

  Identity of(int poster, int posts) {
    RandomNumbers draws = new RandomNumbers(key, poster);
    int times = Math.min(2 * posts - 1, MOST_DRAWS);
    return new Identity(
        FIRST_NAMES[draws.smallestBelow(FIRST_NAMES.length, times)],
        LAST_NAMES[draws.smallestBelow(LAST_NAMES.length, times)],
        YOUNGEST + draws.smallestBelow(OLDEST - YOUNGEST + 1, times),
        FIRST_JOINED.plusSeconds(draws.smallestBelow(SECONDS_OF_JOINING, times)),
        COUNTRIES[draws.smallestBelow(COUNTRIES.length, times)],
        SixDigits.ofMicros(
            draws.smallestBelow(2 * MICRO_DEGREES_TO_POLE + 1, times) - MICRO_DEGREES_TO_POLE),
        SixDigits.ofMicros(
            draws.smallestBelow(4 * MICRO_DEGREES_TO_POLE + 1, times) - 2 * MICRO_DEGREES_TO_POLE));
  }

  record Identity(
      String firstName,
      String lastName,
      int age,
      LocalDateTime dateJoined,
      String country,
      float latitude,
      float longitude) {}
}
