// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.streams.state.HostInfo;

/** All instances but this one, asked the same at once. */
public final class OtherInstances {
  private final Supplier<Optional<Instances>> instances;
  private final PeerClient peers;

  /**
   * The others.
   *
   * @param instances empty before the streams start: then there are no others
   */
  public OtherInstances(Supplier<Optional<Instances>> instances, PeerClient peers) {
    this.instances = instances;
    this.peers = peers;
  }

  /**
   * Asks each of them, without waiting for the answers.
   *
   * @param timeout how long each may take to begin its answer
   * @return by instance, the answers as {@link PeerClient} gives them
   * @throws InstanceException if it is not known who they are, while partitions move
   */
  Map<HostInfo, CompletableFuture<Optional<byte[]>>> ask(String path, Duration timeout) {
    Map<HostInfo, CompletableFuture<Optional<byte[]>>> answers = new LinkedHashMap<>();
    instances
        .get()
        .ifPresent(
            current ->
                current
                    .others()
                    .forEach(other -> answers.put(other, peers.ask(other, path, timeout))));
    return answers;
  }
}
