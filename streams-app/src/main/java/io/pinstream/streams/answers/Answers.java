// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import io.pinstream.streams.join.PostListener;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What the answers need to know of this instance's partitions, each counted on its own by the
 * thread that owns it and added up when somebody asks, with those of other instances.
 *
 * <p>The counts live in memory and follow from the stored posts alone: a partition that comes here,
 * after a start, a crash or from another instance, is counted once from its store. So the answers
 * need no state, changelog or repartition topic of their own and can't drift from the posts.
 */
public final class Answers implements PostListener.Factory {
  private final Map<Integer, AnswerCounts> partitions = new ConcurrentHashMap<>();
  private final AtomicLong moves = new AtomicLong();
  private final Consumer<String> categoryOfPost;

  /**
   * No partitions yet.
   *
   * @param categoryOfPost told the category of each post that appears or changes, if it has one
   */
  public Answers(Consumer<String> categoryOfPost) {
    this.categoryOfPost = categoryOfPost;
  }

  /** The partitions that are counted here. */
  public Set<Integer> partitions() {
    return Set.copyOf(partitions.keySet());
  }

  /** Changes whenever an answer may have changed. */
  public long version() {
    long version = moves.get();
    for (AnswerCounts counts : partitions.values()) {
      version += counts.version();
    }
    return version;
  }

  /**
   * What a question needs to know of some partitions.
   *
   * @return empty if one of them is not counted here, now or any more
   */
  public Optional<AnswerSum<?, ?>> sum(Question question, Set<Integer> wanted) {
    AnswerSum<?, ?> sum = question.sum();
    for (Integer partition : wanted) {
      AnswerCounts counts = partitions.get(partition);
      if (counts == null) {
        return Optional.empty();
      }
      sum.add(counts);
    }
    return Optional.of(sum);
  }

  /** How many posts have null in a field, for all fields in their order. */
  public Map<String, Long> nullsByField() {
    Map<String, Long> sums = new LinkedHashMap<>();
    for (int field = 0; field < PostFacts.FIELDS.size(); field++) {
      long sum = 0;
      for (AnswerCounts counts : partitions.values()) {
        synchronized (counts) {
          sum += counts.nullsByField[field];
        }
      }
      sums.put(PostFacts.FIELDS.get(field), sum);
    }
    return sums;
  }

  @Override
  public PostListener open(int partition) {
    return new Partition(partition);
  }

  private final class Partition implements PostListener {
    private final int number;
    private final AnswerCounts counts = new AnswerCounts();
    private final PostReader reader = new PostReader();

    Partition(int number) {
      this.number = number;
    }

    @Override
    public void restored(long index, byte[] post) {
      counts.replace(null, reader.read(post));
    }

    @Override
    public void live() {
      partitions.put(number, counts);
      moves.incrementAndGet();
    }

    @Override
    public void changed(long index, byte[] before, byte[] after, long timestamp) {
      PostFacts now = after == null ? null : reader.read(after);
      counts.replace(before == null ? null : reader.read(before), now);
      if (now != null && now.category() != null) {
        categoryOfPost.accept(now.category());
      }
    }

    @Override
    public void close() {
      // Another thread may have opened the partition in the meantime.
      if (partitions.remove(number, counts)) {
        // Versions must not repeat: the counts' own leaves the sum.
        moves.addAndGet(counts.version() + 1);
      }
    }
  }
}
