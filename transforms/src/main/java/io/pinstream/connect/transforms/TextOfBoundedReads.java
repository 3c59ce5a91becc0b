// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.util.concurrent.CancellationException;

/**
 * A text that a regular expression may read so many times and no more, or it is cancelled: how long
 * one takes that tries again and again can double with each character. For one match, in one
 * thread.
 */
final class TextOfBoundedReads implements CharSequence {
  /** What the worst expression that ends needs for a short text: a tenth of a second. */
  private static final long READS = 10_000_000;

  /** An expression that runs through a text takes some of them for each character. */
  private static final long READS_PER_CHARACTER = 100;

  private final String text;
  private long left;

  TextOfBoundedReads(String text) {
    this.text = text;
    this.left = READS + READS_PER_CHARACTER * text.length();
  }

  @Override
  public char charAt(int index) {
    if (--left < 0) {
      throw new CancellationException("The text was read too often");
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
