// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Of keys of country, followers and name those with most followers in their country, while only
 * more come. When one of them goes, what is here does not tell who comes next. Not thread-safe.
 */
final class LeadingPosters {
  private final Map<ByteBuffer, List<byte[]>> countries = new HashMap<>();
  private int size;

  /** Those of some posters. */
  static LeadingPosters of(Counts posters) {
    LeadingPosters leading = new LeadingPosters();
    posters.forEachKey((key, count) -> leading.add(key));
    return leading;
  }

  /** Takes a poster that is not here yet. */
  void add(byte[] key) {
    List<byte[]> tied = countries.computeIfAbsent(country(key), any -> new ArrayList<>(1));
    if (!tied.isEmpty() && followers(key) > followers(tied.get(0))) {
      size -= tied.size();
      tied.clear();
    }
    if (tied.isEmpty() || followers(key) == followers(tied.get(0))) {
      size++;
      tied.add(key);
    }
  }

  /** Whether a poster leads its country, or would if it came. */
  boolean leads(byte[] key) {
    List<byte[]> tied = countries.get(country(key));
    return tied == null || followers(key) >= followers(tied.get(0));
  }

  /** How many they are. */
  int size() {
    return size;
  }

  /** The leaders, each once. */
  Counts leaders() {
    Counts leaders = new Counts();
    countries.values().forEach(tied -> tied.forEach(key -> leaders.add(key, 1)));
    return leaders;
  }

  private static ByteBuffer country(byte[] key) {
    return PackedKey.takeBytes(PackedKey.parts(key));
  }

  private static long followers(byte[] key) {
    ByteBuffer parts = PackedKey.parts(key);
    var unused = PackedKey.takeBytes(parts);
    return parts.getLong();
  }
}
