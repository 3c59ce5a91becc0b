// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

/** What one question counts of one partition's posts, by {@link PackedKey}. Not thread-safe. */
interface QuestionCounts {
  /**
   * Counts a key, or takes it away.
   *
   * @return how often it occurs now
   */
  int add(byte[] key, int count);

  /** What the question needs of it; later changes don't show. */
  PackedCounts copy();
}
