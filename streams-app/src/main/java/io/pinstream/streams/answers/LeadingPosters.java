// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Of keys of country, followers and name those with most followers in their country, while only
 * more come. When one of them goes, what is here does not tell who comes next. Not thread-safe.
 */
final class LeadingPosters {
  // Of each country one of its leaders.
  private final Map<ByteBuffer, byte[]> leaders = new HashMap<>();
  private final Counts candidates = new Counts();

  /** Those of some posters. */
  static LeadingPosters of(Counts posters) {
    LeadingPosters leading = new LeadingPosters();
    posters.forEachKey(leading::add);
    return leading;
  }

  /** Takes a poster that is not here yet. */
  void add(byte[] key) {
    byte[] leader = leaders.get(country(key));
    if (leader == null || followers(key) > followers(leader)) {
      leaders.put(country(key), key);
      candidates.add(key, 1);
      if (leader != null) {
        candidates.add(leader, -1);
      }
    } else if (followers(key) == followers(leader)) {
      candidates.add(key, 1);
    }
  }

  /** Whether a poster leads its country, or would if it came. */
  boolean leads(byte[] key) {
    byte[] leader = leaders.get(country(key));
    return leader == null || followers(key) >= followers(leader);
  }

  /** The leaders, each once, and perhaps some who were tied with a former one. */
  Counts candidates() {
    return candidates.copy();
  }

  /** The leaders, each once. */
  Counts leaders() {
    Counts all = new Counts();
    candidates.forEachKey(
        key -> {
          if (leads(key)) {
            all.add(key, 1);
          }
        });
    return all;
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
