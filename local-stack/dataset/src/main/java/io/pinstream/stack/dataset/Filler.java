// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

/** Lengthens a text to an exact length with words. */
final class Filler {
  /** A word of every length from 1 on. */
  private static final String[] WORDS = WordList.read("filler.txt");

  private Filler() {}

  /**
   * @param text ASCII, at least two characters shorter than {@code length}
   * @param length in characters
   */
  static void fill(StringBuilder text, RandomNumbers draws, int length) {
    while (text.length() < length) {
      int room = length - text.length() - 1;
      // A single character left over would have no room for a blank and a word.
      int wordLength =
          room <= WORDS.length ? room : 1 + draws.below(Math.min(WORDS.length, room - 2));
      text.append(' ').append(WORDS[wordLength - 1]);
    }
  }
}
