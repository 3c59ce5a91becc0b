// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

/**
 * For each group, how often each member occurs, added up over partitions and instances. Not
 * thread-safe.
 */
interface CountSum<G, M> {
  /** Is shown the members. */
  @FunctionalInterface
  interface Visitor<G, M> {
    void visit(G group, M member, long count);
  }

  void add(G group, M member, long count);

  void forEach(Visitor<? super G, ? super M> visitor);
}
