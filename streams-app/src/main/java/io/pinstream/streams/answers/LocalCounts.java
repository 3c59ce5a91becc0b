// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import io.pinstream.streams.join.PostListener;
import io.pinstream.streams.post.Column;
import io.pinstream.streams.post.Post;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The counts of this instance's partitions, each kept by the thread that has the partition and
 * added up by whoever asks, with those of other instances.
 *
 * <p>The counts live in memory and follow from the stored posts alone: a post counts when it is
 * restored from the changelog, in standbys too, so that they are complete the moment the partition
 * is. They need no state, changelog or repartition topic of their own and can't drift from the
 * posts.
 */
public final class LocalCounts implements PostListener.Factory {
  private final Map<Integer, PartitionCounts> partitions = new ConcurrentHashMap<>();
  private final AtomicLong version = new AtomicLong();

  /** The partitions that this instance answers for. */
  public Set<Integer> partitions() {
    return Set.copyOf(partitions.keySet());
  }

  /** Grows whenever an answer may have changed. */
  public long version() {
    return version.get();
  }

  /**
   * What a question needs to know of some partitions. No lock that the join needs is held while it
   * is added up.
   *
   * @return empty if one of them is not counted here, now or any more
   */
  public Optional<QuestionSum> sum(Question question, Set<Integer> wanted) {
    QuestionSum sum = new QuestionSum(question);
    for (Integer partition : wanted) {
      PartitionCounts counts = partitions.get(partition);
      if (counts == null) {
        return Optional.empty();
      }
      sum.add(counts.needed(question));
    }
    return Optional.of(sum);
  }

  /** How many posts have null in a column, for all columns in their order. */
  public Map<String, Long> nullsByField() {
    Map<String, Long> sums = new LinkedHashMap<>();
    for (Column column : Post.COLUMNS) {
      sums.put(column.name(), 0L);
    }
    for (PartitionCounts counts : partitions.values()) {
      long[] nulls = counts.nulls();
      for (int i = 0; i < nulls.length; i++) {
        sums.merge(Post.COLUMNS.get(i).name(), nulls[i], Long::sum);
      }
    }
    return sums;
  }

  @Override
  public PostListener open(int partition) {
    PartitionCounts counts = new PartitionCounts();
    return new PostListener() {
      @Override
      public void restored(Post before, Post after) {
        counts.replace(before, after);
      }

      @Override
      public void changed(Post before, Post after, long timestamp) {
        if (counts.replace(before, after)) {
          version.incrementAndGet();
        }
      }

      @Override
      public void active() {
        partitions.put(partition, counts);
        version.incrementAndGet();
      }

      @Override
      public void standby() {
        // Another thread may have opened the partition in the meantime.
        if (partitions.remove(partition, counts)) {
          version.incrementAndGet();
        }
      }
    };
  }
}
