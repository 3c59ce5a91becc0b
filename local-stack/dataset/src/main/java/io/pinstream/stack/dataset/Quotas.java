// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

import java.util.ArrayList;
import java.util.List;

/** Deals the ranks from 0 on out to kinds, each up to its quota; the rest goes to one kind. */
final class Quotas<K> {
  private final K rest;
  private final List<K> kinds = new ArrayList<>();
  private final List<Integer> ends = new ArrayList<>();
  private int end;

  Quotas(K rest) {
    this.rest = rest;
  }

  Quotas<K> add(K kind, int quota) {
    end += quota;
    kinds.add(kind);
    ends.add(end);
    return this;
  }

  K at(int rank) {
    if (rank < end) {
      for (int i = 0; i < ends.size(); i++) {
        if (rank < ends.get(i)) {
          return kinds.get(i);
        }
      }
    }
    return rest;
  }
}
