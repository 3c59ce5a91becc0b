// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.demo;

import io.pinstream.stack.Emulation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What must be there when an emulation has ended, worked out from the settings and from what the
 * source's documents say, without any of its code. The tables hold every index from the first to
 * the last.
 */
public final class EmulationOracle {
  private static final List<String> PARTS = List.of("pin", "geo", "user");
  private static final int STREAMS = 24;
  private static final int MEMORY = 40;
  private static final int BAD_KINDS = 8;
  private static final int ROW_WITHOUT_KEY = 6;
  private static final double UNTHROTTLED = 1_000;

  private final Emulation emulation;
  private final long firstRow;
  private final long rows;
  private final long stride;
  private final long lag;
  private final long end;

  /** What is known of a post's parts: which there are, and the edits that its pin has seen. */
  private static final class Parts {
    private final boolean[] there = new boolean[PARTS.size()];
    private Edit edit;

    private boolean whole() {
      return there[0] && there[1] && there[2];
    }
  }

  /**
   * The newest edit of a pin.
   *
   * @param position of the edit
   * @param followers how many more there are, in the unit of the count
   */
  public record Edit(long position, int followers) {}

  /**
   * The end of an emulation.
   *
   * @param records of each part's topic, tombstones and bad ones included
   * @param rows of each part's topic: the records that are clean rows, or deletions
   * @param posts that are whole, by index, each with the row it was made of
   * @param edits of these posts, by index
   * @param emitted how many different indexes came
   * @param deadLetters how many records are none of a post
   * @param withoutKey how many of these have no key
   * @param happened how often each thing happened
   */
  public record Outcome(
      Map<String, Long> records,
      Map<String, Long> rows,
      Map<Long, Long> posts,
      Map<Long, Edit> edits,
      long emitted,
      long deadLetters,
      long withoutKey,
      Map<String, Long> happened) {}

  /**
   * Of an emulation with an end.
   *
   * @param firstRow the smallest index that is drawn from
   * @param lastRow the largest
   */
  public EmulationOracle(Emulation emulation, long firstRow, long lastRow) {
    this.emulation = emulation;
    this.firstRow = firstRow;
    rows = lastRow - firstRow + 1;
    long power = 1;
    while (power <= lastRow) {
      power *= 10;
    }
    stride = power;
    double rate = emulation.postsPerSecond() == 0 ? UNTHROTTLED : emulation.postsPerSecond();
    double positions = emulation.life().lateMillis() * rate / 1e3;
    lag = STREAMS * Math.max(1, Math.round(positions / STREAMS));
    end = emulation.posts().orElseThrow();
  }

  /** Goes through all positions. */
  public Outcome outcome() {
    var posts = new TreeMap<Long, Parts>();
    var records = zeros(PARTS);
    var clean = zeros(PARTS);
    var happened = zeros(List.of("edited", "deleted", "resent", "late", "bad"));
    var life = emulation.life();
    long bad = 0;
    long withoutKey = 0;
    for (long p = 0; p < end; p++) {
      var late = lateTable(p);
      for (int table = 0; table < PARTS.size(); table++) {
        if (table != late) {
          arrive(posts, p, table, null, records, clean);
        }
      }
      if (p >= lag && lateTable(p - lag) >= 0) {
        arrive(posts, p - lag, lateTable(p - lag), null, records, clean);
        add(happened, "late");
      }
      double u = fraction(1, p);
      if (u >= life.edit() + life.delete() + life.resend()) {
        if (u < life.edit() + life.delete() + life.resend() + life.bad()) {
          var part = PARTS.get((int) number(6, p, PARTS.size()));
          add(records, part);
          add(happened, "bad");
          bad++;
          if (number(5, p, BAD_KINDS) == ROW_WITHOUT_KEY) {
            withoutKey++;
            add(clean, part);
          }
        }
        continue;
      }
      long target = target(p);
      if (target < 0 || !arrived(target, p) || deletedBefore(target, p)) {
        continue;
      }
      if (u < life.edit()) {
        arrive(posts, target, 0, new Edit(p, 1 + (int) number(7, p, 9)), records, clean);
        add(happened, "edited");
      } else if (u < life.edit() + life.delete()) {
        posts.get(index(target)).there[0] = false;
        posts.get(index(target)).there[1] = false;
        posts.get(index(target)).there[2] = false;
        PARTS.forEach(part -> add(records, part));
        PARTS.forEach(part -> add(clean, part));
        add(happened, "deleted");
      } else {
        for (int table = 0; table < PARTS.size(); table++) {
          arrive(posts, target, table, null, records, clean);
        }
        add(happened, "resent");
      }
    }
    var whole = new TreeMap<Long, Long>();
    var edits = new HashMap<Long, Edit>();
    posts.forEach(
        (index, parts) -> {
          if (parts.whole()) {
            whole.put(index, index % stride);
            if (parts.edit != null) {
              edits.put(index, parts.edit);
            }
          }
        });
    return new Outcome(records, clean, whole, edits, posts.size(), bad, withoutKey, happened);
  }

  private void arrive(
      Map<Long, Parts> posts,
      long position,
      int table,
      Edit edit,
      Map<String, Long> records,
      Map<String, Long> clean) {
    var parts = posts.computeIfAbsent(index(position), any -> new Parts());
    parts.there[table] = true;
    if (table == 0) {
      parts.edit = edit;
    }
    add(records, PARTS.get(table));
    add(clean, PARTS.get(table));
  }

  private long target(long p) {
    long before = Math.min(MEMORY, p / STREAMS);
    return before == 0 ? -1 : p - STREAMS * (1 + number(2, p, before));
  }

  private boolean arrived(long target, long p) {
    return lateTable(target) < 0 || target + lag < p;
  }

  private boolean deletedBefore(long target, long p) {
    var life = emulation.life();
    for (long q = target + STREAMS; q < p; q += STREAMS) {
      double u = fraction(1, q);
      boolean deletes = u >= life.edit() && u < life.edit() + life.delete();
      if (deletes && target(q) == target && arrived(target, q)) {
        return true;
      }
    }
    return false;
  }

  private int lateTable(long p) {
    boolean late = p + lag < end && fraction(3, p) < emulation.life().late();
    return late ? (int) number(4, p, PARTS.size()) : -1;
  }

  /** The index of the post that a position makes. */
  private long index(long p) {
    long round = p / rows;
    long row =
        firstRow
            + switch (emulation.order()) {
              case "sequential" -> p % rows;
              case "shuffle" -> shuffled(round, p % rows);
              case "random" -> Math.multiplyHigh(random(p), rows) + (random(p) >> 63 & rows);
              default -> throw new IllegalArgumentException(emulation.order());
            };
    return round * stride + row;
  }

  private long random(long p) {
    return nth(scrambled(emulation.seed()), p);
  }

  /** A Feistel network of eight rounds, walked until it lands among the rows. */
  private long shuffled(long round, long place) {
    if (rows <= 16) {
      throw new IllegalArgumentException("so few rows are not worked out: " + rows);
    }
    long key = nth(scrambled(emulation.seed()), round);
    int bits = Math.max(2, 64 - Long.numberOfLeadingZeros(rows - 1));
    int rightBits = bits / 2;
    long value = place;
    do {
      long right = value % (1L << rightBits);
      long left = value >> rightBits;
      for (int i = 0; i < 8; i++) {
        if (i % 2 == 0) {
          left ^= Long.remainderUnsigned(scrambled(right + nth(key, i)), 1L << (bits - rightBits));
        } else {
          right ^= Long.remainderUnsigned(scrambled(left + nth(key, i)), 1L << rightBits);
        }
      }
      value = left * (1L << rightBits) + right;
    } while (value >= rows);
    return value;
  }

  private double fraction(int sequence, long p) {
    return (bits(sequence, p) >>> 11) / (double) (1L << 53);
  }

  private long number(int sequence, long p, long bound) {
    long bits = bits(sequence, p);
    return Math.multiplyHigh(bits, bound) + (bits < 0 ? bound : 0);
  }

  private long bits(int sequence, long p) {
    return nth(scrambled(emulation.seed() + sequence), p);
  }

  /** SplitMix64, after the paper: the state after n+1 steps, scrambled. */
  private static long nth(long seed, long n) {
    return scrambled(seed + 0x9E3779B97F4A7C15L * (n + 1));
  }

  private static long scrambled(long state) {
    long z = (state ^ state >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  private static Map<String, Long> zeros(List<String> names) {
    var zeros = new LinkedHashMap<String, Long>();
    new ArrayList<>(names).forEach(name -> zeros.put(name, 0L));
    return zeros;
  }

  private static void add(Map<String, Long> counts, String name) {
    counts.merge(name, 1L, Long::sum);
  }
}
