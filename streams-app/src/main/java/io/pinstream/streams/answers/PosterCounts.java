// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * How many posts each poster has in each country, and in order those of each country who have most
 * followers: they are all that the question needs. Keys are country, follower count and name.
 *
 * <p>Some are kept in order behind the leaders, so that mostly the next is at hand when one goes.
 * Where none is left, or more are tied than are kept, who asks gets all posters, looks through them
 * while nothing waits for it, and puts in order whom it found ({@link #refill}).
 */
final class PosterCounts implements QuestionCounts {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int KEPT = 64;
  // The join waits while the leaders of these are collected.
  private static final int MOST_COUNTRIES = 10_000;

  private final int kept;
  private final PackedCounts posters = new PackedCounts();
  private final Map<ByteBuffer, Country> countries = new HashMap<>();

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
    if (countries.size() > MOST_COUNTRIES) {
      return posters.copy();
    }
    PackedCounts leaders = new PackedCounts();
    if (countries.values().stream().allMatch(country -> country.addLeaders(leaders))) {
      return leaders;
    }
    PackedCounts all = posters.copy();
    countries.values().forEach(country -> country.seek(all));
    return all;
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

  /** Puts those in order who come first in countries where nobody was left at a copy. */
  void refill(PackedCounts copy, PosterCounts ordered) {
    ordered.countries.forEach(
        (name, found) -> {
          Country country = countries.get(name);
          if (country != null && country.sought == copy) {
            country.refill(found);
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
    // The copy in which those are sought who come first: all are kept that come meanwhile.
    private PackedCounts sought;

    /** Returns false if it comes behind the floor. */
    boolean put(byte[] key) {
      if (floor != null && compare(key, floor) > 0) {
        return false;
      }
      first.add(key);
      if (first.size() > kept && sought == null) {
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

    void seek(PackedCounts all) {
      if (first.isEmpty() || sought != null) {
        sought = all;
        floor = null;
      }
    }

    /** Returns false if they are not at hand. */
    boolean addLeaders(PackedCounts leaders) {
      if (first.isEmpty() || sought != null) {
        return false;
      }
      long most = followerCount(first.first());
      if (floor != null && followerCount(floor) == most) {
        return false;
      }
      for (byte[] key : first) {
        if (followerCount(key) < most) {
          break;
        }
        leaders.add(key, 1);
      }
      return true;
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
      sought = null;
      for (byte[] key : candidates) {
        if (!put(key)) {
          break;
        }
      }
    }
  }
}
