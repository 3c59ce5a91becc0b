// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import io.pinstream.streams.config.InvalidSettingException;
import io.pinstream.streams.instances.AdvertisedAddress;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again, each time partitions have been given out, whether others find this instance at the
 * address that it tells them: of two that start at once on two machines, neither is there yet when
 * the other looks before it joins.
 */
final class AdvertisedCheck {
  private static final Logger LOG = LoggerFactory.getLogger(AdvertisedCheck.class);

  private final ClusterPreparation cluster;
  private final AdvertisedAddress address;
  private final BooleanSupplier alone;
  private volatile Optional<String> problem = Optional.empty();

  /**
   * A check that has found nothing yet.
   *
   * @param alone whether no other instance has any partition
   */
  AdvertisedCheck(ClusterPreparation cluster, String applicationServer, BooleanSupplier alone) {
    this.cluster = cluster;
    this.address = new AdvertisedAddress(applicationServer);
    this.alone = alone;
  }

  /** Looks, on a thread of its own: joining does not wait for what the brokers say. */
  void look() {
    if (alone.getAsBoolean() || !address.isLoopback()) {
      problem = Optional.empty();
      return;
    }
    Thread thread = new Thread(this::ask, "advertised-address");
    thread.setDaemon(true);
    thread.start();
  }

  private void ask() {
    try {
      problem = cluster.problemWith(address);
      problem.ifPresent(what -> LOG.error("{}", what));
    } catch (InvalidSettingException e) {
      LOG.error("{}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is wrong, as of the last look. */
  Optional<String> problem() {
    return problem;
  }
}
