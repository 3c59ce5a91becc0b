// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How many posts each poster has in each country, those with most followers first: they are all
 * that the question needs, and whoever follows a leader that goes is at hand. Keys are country,
 * follower count and name.
 */
final class PosterCounts implements QuestionCounts {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  // By country, what is left of the keys behind it.
  private final Map<ByteBuffer, NavigableMap<byte[], Integer>> posters = new HashMap<>();

  @Override
  public boolean add(byte[] key, int count) {
    ByteBuffer country = ByteBuffer.wrap(key, 0, Integer.BYTES + ByteBuffer.wrap(key).getInt());
    NavigableMap<byte[], Integer> ofCountry = posters.get(country);
    if (ofCountry == null) {
      ofCountry = new TreeMap<>(PosterCounts::compare);
      posters.put(country, ofCountry);
    }
    byte[] poster = Arrays.copyOfRange(key, country.limit(), key.length);
    Integer now = ofCountry.compute(poster, (any, before) -> sum(before, count));
    if (ofCountry.isEmpty()) {
      posters.remove(country);
    }
    return now != null;
  }

  private static Integer sum(Integer before, int count) {
    int sum = Math.addExact(before == null ? 0 : before, count);
    if (sum < 0) {
      throw new IllegalStateException("what was never added can't be taken away");
    }
    return sum == 0 ? null : sum;
  }

  /** Each country's leaders, each once. */
  @Override
  public PackedCounts copy() {
    PackedCounts copy = new PackedCounts();
    posters.forEach(
        (country, ofCountry) -> {
          long most = followerCount(ofCountry.firstKey());
          for (byte[] poster : ofCountry.keySet()) {
            if (followerCount(poster) < most) {
              break;
            }
            byte[] key = new byte[country.remaining() + poster.length];
            country.duplicate().get(key, 0, country.remaining());
            System.arraycopy(poster, 0, key, country.remaining(), poster.length);
            copy.add(key, 1);
          }
        });
    return copy;
  }

  /** Most followers first. */
  private static int compare(byte[] one, byte[] other) {
    int order = Long.compare(followerCount(other), followerCount(one));
    return order != 0 ? order : Arrays.compare(one, other);
  }

  private static long followerCount(byte[] poster) {
    return (long) LONGS.get(poster, 0);
  }
}
