// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import io.pinstream.streams.post.Post;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The counts behind all answers, over the complete posts of one partition, active or standby.
 * Written by the thread that has the partition; a post that goes takes away exactly what it
 * brought. Thread-safe by its own monitor, which a question holds while it takes a copy, and not
 * while anything is copied byte by byte or looked through.
 */
final class PartitionCounts {
  private static final Question[] QUESTIONS = Question.values();
  private static final int ALL_COLUMNS = -1;
  // The join waits while so many are told.
  private static final int MOST_LEADERS = 10_000;

  private final Map<Question, Counts> counts = new EnumMap<>(Question.class);
  private final PackedKey key = new PackedKey();
  private final long[] nulls = new long[Post.COLUMNS.size()];
  // Held by who looks through all posters; others wait for what is found.
  private final Object looking = new Object();
  // Null once one of them has gone, until somebody has looked for the next.
  private LeadingPosters leading = new LeadingPosters();
  // The posters that have come or gone since somebody looks; null while nobody does.
  private List<byte[]> meanwhile;

  PartitionCounts() {
    for (Question question : QUESTIONS) {
      counts.put(question, new Counts());
    }
  }

  /**
   * Takes one version of a post out and puts another in; what is not complete does not count.
   *
   * @return whether there was something that counts
   */
  synchronized boolean replace(Post before, Post after) {
    boolean was = before.complete();
    boolean is = after.complete();
    if (!was && !is) {
      return false;
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
    return true;
  }

  private void add(Question question, Post post, int count) {
    if (question.writeKey(post, key.start())) {
      byte[] counted = key.toBytes();
      int now = counts.get(question).add(counted, count);
      if (question == Question.TOP_POSTER_BY_COUNTRY && now == Math.max(0, count)) {
        changed(counted, now > 0);
      }
    }
  }

  /** A poster that was not there has come, or one has gone. */
  private void changed(byte[] poster, boolean there) {
    if (meanwhile != null) {
      meanwhile.add(poster);
    } else if (leading != null && there) {
      leading.add(poster);
    } else if (leading != null && leading.leads(poster)) {
      leading = null;
    }
  }

  private void countNulls(int columns, int count) {
    for (int rest = columns; rest != 0; rest &= rest - 1) {
      nulls[Integer.numberOfTrailingZeros(rest)] += count;
    }
  }

  /** What a question needs of what it has counted by now. */
  Counts needed(Question question) {
    return question == Question.TOP_POSTER_BY_COUNTRY
        ? leadingPosters(LeadingPosters::of)
        : copy(question);
  }

  private synchronized Counts copy(Question question) {
    return counts.get(question).copy();
  }

  /**
   * Those of all posters who lead.
   *
   * @param look looks for them if they are not known
   */
  Counts leadingPosters(Function<Counts, LeadingPosters> look) {
    synchronized (looking) {
      Counts all;
      synchronized (this) {
        if (leading != null && leading.size() <= MOST_LEADERS) {
          return leading.leaders();
        }
        all = copy(Question.TOP_POSTER_BY_COUNTRY);
        meanwhile = new ArrayList<>();
      }
      LeadingPosters found = look.apply(all);
      Counts leaders = found.leaders();
      synchronized (this) {
        leading = meanwhile.stream().noneMatch(found::leads) ? found : null;
        meanwhile = null;
      }
      return leaders;
    }
  }

  /** How many posts have null in each of {@link Post#COLUMNS}. */
  synchronized long[] nulls() {
    return nulls.clone();
  }
}
