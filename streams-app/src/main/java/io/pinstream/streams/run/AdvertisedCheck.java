// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import io.pinstream.streams.config.InvalidSettingException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again and again whether others find this instance at the address that it tells them: of two
 * that start at once on two machines, neither is there yet when the other looks before it joins.
 */
final class AdvertisedCheck implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AdvertisedCheck.class);
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final ClusterPreparation cluster;
  private final AdvertisedAddress address;
  private final BooleanSupplier alone;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
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

  /** Looks from now on, if the address is one that can be wrong. */
  void start() {
    if (address.isLoopback()) {
      var unused =
          clock.scheduleWithFixedDelay(
              this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Looks once. What was found stays while the brokers don't say. */
  void look() {
    try {
      Optional<String> found =
          alone.getAsBoolean() ? Optional.empty() : cluster.problemWith(address, problem);
      if (!found.equals(problem)) {
        found.ifPresent(what -> LOG.error("{}", what));
      }
      problem = found;
    } catch (InvalidSettingException | RuntimeException e) {
      LOG.error("{}", e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is wrong, as of the last look. */
  Optional<String> problem() {
    return problem;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
