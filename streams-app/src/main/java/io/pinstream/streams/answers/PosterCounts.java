// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How many posts each poster has in each country, with those at hand who have most followers in
 * their country: they are all that the question needs. Only when the last of them goes are all
 * posters looked at, at the next question. Keys are country, follower count and name.
 */
final class PosterCounts implements QuestionCounts {
  private final PackedCounts posters = new PackedCounts();
  private final Map<ByteBuffer, Leaders> leadersByCountry = new HashMap<>();
  private final Set<ByteBuffer> leaderless = new HashSet<>();

  @Override
  public boolean add(byte[] key, int count) {
    boolean there = posters.add(key, count);
    ByteBuffer country = country(key);
    if (there) {
      // Whoever comes while a country is without leaders may have fewer followers than the rest.
      if (leaderless.isEmpty() || !leaderless.contains(country)) {
        propose(country, key);
      }
    } else {
      Leaders leaders = leadersByCountry.get(country);
      if (leaders != null && leaders.keys.remove(ByteBuffer.wrap(key)) && leaders.keys.isEmpty()) {
        leadersByCountry.remove(country);
        leaderless.add(country);
      }
    }
    return there;
  }

  /** Each country's leaders, each once. */
  @Override
  public PackedCounts copy() {
    if (!leaderless.isEmpty()) {
      posters.forEach(
          (poster, count) -> {
            byte[] key = bytes(poster);
            ByteBuffer country = country(key);
            if (leaderless.contains(country)) {
              propose(country, key);
            }
          });
      leaderless.clear();
    }
    PackedCounts copy = new PackedCounts();
    leadersByCountry
        .values()
        .forEach(leaders -> leaders.keys.forEach(key -> copy.add(bytes(key), 1)));
    return copy;
  }

  private void propose(ByteBuffer country, byte[] key) {
    long followerCount = ByteBuffer.wrap(key).getLong(country.remaining());
    Leaders leaders = leadersByCountry.get(country);
    if (leaders == null) {
      leaders = new Leaders(followerCount);
      leadersByCountry.put(country, leaders);
    }
    if (followerCount > leaders.followerCount) {
      leaders.keys.clear();
      leaders.followerCount = followerCount;
    }
    if (followerCount == leaders.followerCount) {
      leaders.keys.add(ByteBuffer.wrap(key));
    }
  }

  /** The country, with its length in front, of a key that is not changed any more. */
  private static ByteBuffer country(byte[] key) {
    int length = ByteBuffer.wrap(key).getInt();
    return ByteBuffer.wrap(key, 0, Integer.BYTES + length);
  }

  private static byte[] bytes(ByteBuffer key) {
    byte[] bytes = new byte[key.remaining()];
    key.duplicate().get(bytes);
    return bytes;
  }

  /** Keys of posters of one country, all with the same number of followers. */
  private static final class Leaders {
    final Set<ByteBuffer> keys = new HashSet<>();
    long followerCount;

    Leaders(long followerCount) {
      this.followerCount = followerCount;
    }
  }
}
