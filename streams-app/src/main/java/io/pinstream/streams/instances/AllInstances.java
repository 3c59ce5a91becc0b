// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.apache.kafka.streams.state.HostInfo;

/**
 * All instances, asked at once: each for what it has to tell of itself, or each for its partitions,
 * where what is told of fewer than all would be wrong.
 *
 * @param instances empty before the streams start: then there is this one alone
 */
public record AllInstances(Supplier<Optional<Instances>> instances, PeerClient peers) {
  private static final String THIS_ONE = "";

  /**
   * What was told.
   *
   * @param by instance, as host:port, this one first and under a name of its own
   * @param silent likewise, why others have told nothing
   */
  record Told<T>(Map<String, T> by, Map<String, InstanceException> silent) {
    /**
     * What all have told.
     *
     * @throws InstanceException if one has not
     */
    Collection<T> all() {
      for (InstanceException e : silent.values()) {
        throw e;
      }
      return by.values();
    }
  }

  /**
   * Which instance has which partitions.
   *
   * @throws StreamsNotStartedException if that is not known yet
   */
  public Instances running() {
    return instances
        .get()
        .orElseThrow(() -> new StreamsNotStartedException("the streams have not started"));
  }

  /**
   * Asks each for itself.
   *
   * @param timeout how long each of the others may take to begin its answer
   * @param own what this one tells
   */
  <T> Told<T> ask(String path, Duration timeout, Supplier<T> own, PeerAnswer.Reading<T> reading) {
    List<PeerAnswer> answers =
        instances.get().map(Instances::others).orElse(List.of()).stream()
            .map(other -> peers.ask(other, path, timeout))
            .toList();
    Map<String, T> by = new LinkedHashMap<>();
    Map<String, InstanceException> silent = new LinkedHashMap<>();
    by.put(THIS_ONE, own.get());
    for (PeerAnswer answer : answers) {
      String instance = Instances.address(answer.instance());
      try {
        by.put(instance, answer.read(reading));
      } catch (InstanceException e) {
        silent.put(instance, e);
      }
    }
    return new Told<>(by, silent);
  }

  /**
   * Asks each for its partitions.
   *
   * @param timeout how long each may take to begin its answer
   * @param path what another instance is asked, given its partitions as in a request
   * @param here what there is of this instance's partitions, of which there may be none; it is
   *     called while the others look at theirs
   * @param there adds an answer to that; throws if it is none
   * @throws InstanceException if a partition can't be asked right now
   */
  <T> T askOwners(
      Duration timeout,
      Function<String, String> path,
      Function<Set<Integer>, T> here,
      BiConsumer<T, byte[]> there) {
    Instances current = running();
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
            there.accept(sum, bytes);
            return sum;
          });
    }
    return sum;
  }
}
