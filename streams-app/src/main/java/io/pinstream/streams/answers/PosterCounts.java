// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * How many posts each poster has in each country, and in order those of each country who have most
 * followers: they are all that the question needs. Keys are country, follower count and name.
 *
 * <p>Some are kept in order behind the leaders, so that mostly the next is at hand when one goes.
 * Where none is left, who asks gets all posters, looks through them while nothing waits for it, and
 * puts in order whom it found ({@link #refill}). Where more are tied than are kept it gets all,
 * too.
 */
final class PosterCounts implements QuestionCounts {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int KEPT = 64;
  // The join waits while so many are collected.
  private static final int MOST_LEADERS = 10_000;

  private final int kept;
  private final PackedCounts posters = new PackedCounts();
  private final Map<ByteBuffer, Country> countries = new HashMap<>();
  // Copies in which some country's first ones are sought.
  private final Set<PackedCounts> seeks = Collections.newSetFromMap(new IdentityHashMap<>());

  PosterCounts() {
    this(KEPT);
  }

  PosterCounts(int kept) {
    this.kept = kept;
  }

  @Override
  public int add(byte[] key, int count) {
    int sum = posters.add(key, count);
    if (count > 0 && sum == count) {
      came(key);
    } else if (count < 0 && sum == 0) {
      ByteBuffer name = country(key);
      Country country = countries.get(name);
      country.remove(key);
      if (--country.size == 0) {
        countries.remove(name);
      }
    }
    return sum;
  }

  private void came(byte[] key) {
    Country country = countries.computeIfAbsent(country(key), any -> new Country());
    country.size++;
    var unused = country.put(key);
  }

  /** Each country's leaders, each once; all posters if they are not at hand. */
  @Override
  public PackedCounts copy() {
    if (countries.size() > MOST_LEADERS) {
      return posters.copy();
    }
    PackedCounts leaders = new PackedCounts();
    int room = MOST_LEADERS;
    for (Country country : countries.values()) {
      int added = country.addLeaders(leaders);
      room -= added;
      if (added == 0 || room < 0) {
        return seek();
      }
    }
    return leaders;
  }

  private PackedCounts seek() {
    PackedCounts all = posters.copy();
    for (Country country : countries.values()) {
      if (country.seek(all)) {
        seeks.add(all);
      }
    }
    return all;
  }

  /** Whether somebody should look through a copy and {@link #refill} from it. */
  boolean seeks(PackedCounts copy) {
    return seeks.contains(copy);
  }

  /** Those of a copy, to {@link #refill} from. */
  PosterCounts ordered(PackedCounts copy) {
    PosterCounts ordered = new PosterCounts(kept);
    copy.forEach(
        (key, count) -> {
          byte[] bytes = new byte[key.remaining()];
          key.get(bytes);
          ordered.came(bytes);
        });
    return ordered;
  }

  /**
   * Puts those in order who come first in countries where nobody was left at a copy; any of several
   * copies that were made meanwhile will do.
   */
  void refill(PackedCounts copy, PosterCounts ordered) {
    seeks.remove(copy);
    countries.forEach(
        (name, country) -> {
          if (country.sought.contains(copy)) {
            country.refill(ordered.countries.get(name));
          }
        });
  }

  /** Most followers first; both of one country. */
  private static int compare(byte[] one, byte[] other) {
    int order = Long.compare(followerCount(other), followerCount(one));
    return order != 0 ? order : Arrays.compare(one, other);
  }

  private static long followerCount(byte[] key) {
    return (long) LONGS.get(key, countryBytes(key));
  }

  private static ByteBuffer country(byte[] key) {
    return ByteBuffer.wrap(key, 0, countryBytes(key));
  }

  private static int countryBytes(byte[] key) {
    return Integer.BYTES + (int) INTS.get(key, 0);
  }

  private final class Country {
    // All that don't come behind the floor; all there are if it is null.
    private NavigableSet<byte[]> first = new TreeSet<>(PosterCounts::compare);
    private byte[] floor;
    private int size;
    // The copies in which those are sought who come first: all are kept that come meanwhile.
    private Set<PackedCounts> sought = Set.of();

    /** Returns false if it comes behind the floor. */
    boolean put(byte[] key) {
      if (floor != null && compare(key, floor) > 0) {
        return false;
      }
      first.add(key);
      if (first.size() > kept && sought.isEmpty()) {
        first.pollLast();
        floor = first.last();
      }
      return true;
    }

    void remove(byte[] key) {
      if (floor == null || compare(key, floor) <= 0) {
        first.remove(key);
      }
    }

    /** Returns whether it seeks those who come first. */
    boolean seek(PackedCounts all) {
      if (!first.isEmpty() && sought.isEmpty()) {
        return false;
      }
      floor = null;
      if (sought.isEmpty()) {
        sought = Collections.newSetFromMap(new IdentityHashMap<>());
      }
      return sought.add(all);
    }

    /** Returns how many they are; none if they are not at hand. */
    int addLeaders(PackedCounts leaders) {
      if (first.isEmpty() || !sought.isEmpty()) {
        return 0;
      }
      long most = followerCount(first.first());
      if (floor != null && followerCount(floor) == most) {
        return 0;
      }
      int added = 0;
      for (byte[] key : first) {
        if (followerCount(key) < most) {
          break;
        }
        leaders.add(key, 1);
        added++;
      }
      return added;
    }

    void refill(Country found) {
      NavigableSet<byte[]> candidates = first;
      for (byte[] key : found.first) {
        if (posters.add(key, 0) > 0) {
          candidates.add(key);
        }
      }
      first = new TreeSet<>(PosterCounts::compare);
      floor = found.floor;
      sought = Set.of();
      for (byte[] key : candidates) {
        if (!put(key)) {
          break;
        }
      }
    }
  }
}
