// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import io.pinstream.streams.post.Post;
import java.util.EnumMap;
import java.util.Map;

/**
 * The counts behind all answers, over the complete posts of one partition, active or standby.
 * Written by the thread that has the partition; a post that goes takes away exactly what it
 * brought. Thread-safe by its own monitor, which a question holds while it takes a copy, and not
 * while anything is copied byte by byte or looked through.
 */
final class PartitionCounts {
  private static final Question[] QUESTIONS = Question.values();
  private static final int ALL_COLUMNS = -1;

  private final Map<Question, Counts> counts = new EnumMap<>(Question.class);
  private final PackedKey key = new PackedKey();
  private final long[] nulls = new long[Post.COLUMNS.size()];
  private long version;

  PartitionCounts() {
    for (Question question : QUESTIONS) {
      counts.put(question, new Counts());
    }
  }

  /** Takes one version of a post out and puts another in; what is not complete does not count. */
  synchronized void replace(Post before, Post after) {
    boolean was = before.complete();
    boolean is = after.complete();
    if (!was && !is) {
      return;
    }
    int changes = was && is ? before.changes(after) : ALL_COLUMNS;
    for (Question question : QUESTIONS) {
      if ((changes & question.countedColumns()) != 0) {
        // In this order, so that what stays the same does not go away in between.
        if (is) {
          add(question, after, 1);
        }
        if (was) {
          add(question, before, -1);
        }
      }
    }
    countNulls(is ? after.nulls() : 0, 1);
    countNulls(was ? before.nulls() : 0, -1);
    version++;
  }

  private void add(Question question, Post post, int count) {
    if (question.writeKey(post, key.start())) {
      counts.get(question).add(key.toBytes(), count);
    }
  }

  private void countNulls(int columns, int count) {
    for (int rest = columns; rest != 0; rest &= rest - 1) {
      nulls[Integer.numberOfTrailingZeros(rest)] += count;
    }
  }

  /** Grows with each change. */
  synchronized long version() {
    return version;
  }

  /** What a question has counted by now. */
  synchronized Counts copy(Question question) {
    return counts.get(question).copy();
  }

  /** How many posts have null in each of {@link Post#COLUMNS}. */
  synchronized long[] nulls() {
    return nulls.clone();
  }
}
