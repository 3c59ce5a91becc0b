// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.streams.state.HostInfo;

/**
 * The instances that have the partitions, asked each for its own at once: what is told of fewer
 * than all would be wrong.
 */
public record PartitionOwners(Supplier<Instances> instances, PeerClient peers) {
  /** Adds what another instance tells. */
  @FunctionalInterface
  interface Adding<T> {
    void add(T sum, byte[] answer) throws IOException;
  }

  /**
   * Asks.
   *
   * @param timeout how long each may take to begin its answer
   * @param path what another instance is asked, given its partitions as in a request
   * @param here what there is of this instance's partitions, of which there may be none; it is
   *     called while the others look at theirs
   * @param there adds an answer to that
   * @throws InstanceException if a partition can't be asked right now
   */
  <T> T ask(
      Duration timeout,
      Function<String, String> path,
      Function<Set<Integer>, T> here,
      Adding<T> there) {
    Instances current = instances.get();
    List<PeerAnswer> answers = new ArrayList<>();
    Set<Integer> own = Set.of();
    for (Map.Entry<HostInfo, Set<Integer>> owner : current.owners().entrySet()) {
      if (current.isSelf(owner.getKey())) {
        own = owner.getValue();
      } else {
        String partitions =
            owner.getValue().stream().map(String::valueOf).collect(Collectors.joining(","));
        answers.add(peers.ask(owner.getKey(), path.apply(partitions), timeout));
      }
    }
    T sum = here.apply(own);
    for (PeerAnswer answer : answers) {
      answer.read(
          bytes -> {
            there.add(sum, bytes);
            return sum;
          });
    }
    return sum;
  }
}
