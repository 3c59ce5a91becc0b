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
    Map<String, Long> missing = new LinkedHashMap<>();
    for (Table table : TABLES) {
      missing.put(table.label(), 0L);
    }
    PriorityQueue<Waiting> oldest =
        new PriorityQueue<>(
            Comparator.comparingLong(Waiting::since).thenComparing(Waiting::index).reversed());
    for (Partition partition : partitions.values()) {
      posts += partition.addTo(missing, oldest);
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
    private final LongLongHashMap waiting = new LongLongHashMap();

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

    @Override
    public void close() {
      standby();
    }

    private synchronized void follow(Post post, long since) {
      if (post.complete() || post.isEmpty()) {
        waiting.remove(post.index());
        return;
      }
      long present = 0;
      for (Table table : TABLES) {
        if (post.row(table) != null) {
          present |= bit(table);
        }
      }
      int slot = waiting.indexOf(post.index());
      if (waiting.indexExists(slot)) {
        waiting.indexReplace(slot, (waiting.indexGet(slot) & ~MASK) | present);
      } else {
        waiting.indexInsert(slot, post.index(), (Math.max(0, since) << BITS) | present);
      }
    }

    private synchronized int size() {
      return waiting.size();
    }

    private synchronized long addTo(Map<String, Long> missing, PriorityQueue<Waiting> oldest) {
      for (LongLongCursor each : waiting) {
        for (Table table : TABLES) {
          if ((each.value & bit(table)) == 0) {
            missing.merge(table.label(), 1L, Long::sum);
          }
        }
        oldest.add(new Waiting(number, each.key, each.value >> BITS, each.value & MASK));
        if (oldest.size() > OLDEST) {
          oldest.remove();
        }
      }
      return waiting.size();
    }
  }
}
