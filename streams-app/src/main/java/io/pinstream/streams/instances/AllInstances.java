// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * All instances, asked the same at once: what each has to tell of itself.
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
   * Asks.
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
}
