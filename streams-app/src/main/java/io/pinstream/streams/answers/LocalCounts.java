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
  // Guarded by the monitor of the partitions, with which it makes the version.
  private long moves;

  /** The partitions that this instance answers for. */
  public Set<Integer> partitions() {
    return Set.copyOf(partitions.keySet());
  }

  /** Grows whenever an answer may have changed. */
  public long version() {
    synchronized (partitions) {
      long version = moves;
      for (PartitionCounts counts : partitions.values()) {
        version += counts.version();
      }
      return version;
    }
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
    return new Partition(partition);
  }

  private final class Partition implements PostListener {
    private final int number;
    private final PartitionCounts counts = new PartitionCounts();

    Partition(int number) {
      this.number = number;
    }

    @Override
    public void restored(Post before, Post after) {
      counts.replace(before, after);
    }

    @Override
    public void changed(Post before, Post after, long timestamp) {
      counts.replace(before, after);
    }

    @Override
    public void active() {
      synchronized (partitions) {
        PartitionCounts before = partitions.put(number, counts);
        // Versions must grow: that of counts that are replaced leaves the sum.
        moves += 1 + (before == null ? 0 : before.version());
      }
    }

    @Override
    public void standby() {
      synchronized (partitions) {
        // Another thread may have opened the partition in the meantime.
        if (partitions.remove(number, counts)) {
          // Versions must grow: the counts' own leaves the sum.
          moves += counts.version() + 1;
        }
      }
    }
  }
}
