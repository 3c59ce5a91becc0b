// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import com.carrotsearch.hppc.ObjectIntHashMap;
import com.carrotsearch.hppc.cursors.ObjectIntCursor;
import java.util.HashMap;
import java.util.Map;

/**
 * For each group, how many of a partition's posts have each category; what drops to zero is
 * forgotten. Not thread-safe.
 */
final class CategoryCounts<G> {
  private final Map<G, ObjectIntHashMap<String>> groups = new HashMap<>();

  /** Counts a post; one whose group or category is null does not count. */
  void add(G group, String category, int count) {
    if (group == null || category == null) {
      return;
    }
    ObjectIntHashMap<String> categories = groups.get(group);
    if (categories == null) {
      categories = new ObjectIntHashMap<>();
      groups.put(group, categories);
    }
    if (categories.addTo(category, count) == 0) {
      categories.remove(category);
      if (categories.isEmpty()) {
        groups.remove(group);
      }
    }
  }

  void addTo(GroupedCounts<G, String> sum) {
    groups.forEach(
        (group, categories) -> {
          for (ObjectIntCursor<String> category : categories) {
            sum.add(group, category.key, category.value);
          }
        });
  }
}
