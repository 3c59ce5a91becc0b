// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.live;

import com.carrotsearch.hppc.LongLongHashMap;
import com.carrotsearch.hppc.cursors.LongLongCursor;
import io.pinstream.streams.join.PostListener;
import io.pinstream.streams.post.Post;
import io.pinstream.streams.post.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The posts of this instance's partitions that wait for one of their rows: how many, for which, and
 * which wait longest. Written by the threads that join, read by whoever asks.
 */
public final class WaitingPosts implements PostListener.Factory {
  private static final int OLDEST = 20;
  // A number holds since when a post waits, above one bit for each table whose row is there.
  private static final List<Table> TABLES = List.of(Table.values());
  private static final int BITS = TABLES.size();
  private static final long MASK = (1L << BITS) - 1;

  private record Waiting(int partition, long index, long since, long present) {}

  private final Map<Integer, Partition> partitions = new ConcurrentHashMap<>();

  @Override
  public PostListener open(int partition) {
    return new Partition(partition);
  }

  /**
   * How many posts wait, for how many of them each row is missing, and the twenty that have waited
   * longest. Since when is the time of the first row that came; null where it came before this
   * instance had the partition.
   */
  public Map<String, Object> figures() {
    long posts = 0;
    long[] lacking = new long[BITS];
    PriorityQueue<Waiting> oldest =
        new PriorityQueue<>(
            Comparator.comparingLong(Waiting::since).thenComparing(Waiting::index).reversed());
    for (Partition partition : partitions.values()) {
      posts += partition.addTo(lacking, oldest);
    }
    Map<String, Long> missing = new LinkedHashMap<>();
    for (Table table : TABLES) {
      missing.put(table.label(), lacking[TABLES.indexOf(table)]);
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("posts", posts);
    figures.put("missing", missing);
    figures.put(
        "oldest",
        oldest.stream()
            .sorted(oldest.comparator().reversed())
            .map(WaitingPosts::describe)
            .toList());
    return figures;
  }

  /** How many posts wait. */
  public long count() {
    return partitions.values().stream().mapToLong(Partition::size).sum();
  }

  private static Map<String, Object> describe(Waiting waiting) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("ind", waiting.index());
    described.put("partition", waiting.partition());
    described.put(
        "since", waiting.since() == 0 ? null : Instant.ofEpochMilli(waiting.since()).toString());
    List<String> missing = new ArrayList<>();
    for (Table table : TABLES) {
      if ((waiting.present() & bit(table)) == 0) {
        missing.add(table.label());
      }
    }
    described.put("missing", missing);
    return described;
  }

  private static long bit(Table table) {
    return 1L << TABLES.indexOf(table);
  }

  private final class Partition implements PostListener {
    private final int number;
    private final SplitLongMap waiting = new SplitLongMap();

    Partition(int number) {
      this.number = number;
    }

    @Override
    public void restored(Post before, Post after) {
      follow(after, 0);
    }

    @Override
    public void changed(Post before, Post after, long timestamp) {
      follow(after, timestamp);
    }

    @Override
    public void active() {
      partitions.put(number, this);
    }

    @Override
    public void standby() {
      partitions.remove(number, this);
    }

    private synchronized void follow(Post post, long since) {
      LongLongHashMap posts = waiting.of(post.index());
      if (post.complete() || post.isEmpty()) {
        posts.remove(post.index());
        return;
      }
      long present = 0;
      for (Table table : TABLES) {
        if (post.row(table) != null) {
          present |= bit(table);
        }
      }
      int slot = posts.indexOf(post.index());
      if (posts.indexExists(slot)) {
        posts.indexReplace(slot, (posts.indexGet(slot) & ~MASK) | present);
      } else {
        posts.indexInsert(slot, post.index(), (Math.max(0, since) << BITS) | present);
      }
    }

    private synchronized long size() {
      return waiting.size();
    }

    /** The join goes on while a copy is looked through. */
    private synchronized LongLongHashMap copy(int table) {
      return waiting.table(table).clone();
    }

    private long addTo(long[] missing, PriorityQueue<Waiting> oldest) {
      long posts = 0;
      for (int table = 0; table < waiting.tables(); table++) {
        LongLongHashMap copy = copy(table);
        posts += copy.size();
        for (LongLongCursor each : copy) {
          for (int row = 0; row < BITS; row++) {
            missing[row] += (each.value >> row & 1) ^ 1;
          }
          long since = each.value >> BITS;
          if (oldest.size() < OLDEST || since <= oldest.element().since()) {
            oldest.add(new Waiting(number, each.key, since, each.value & MASK));
          }
          if (oldest.size() > OLDEST) {
            oldest.remove();
          }
        }
      }
      return posts;
    }
  }
}
