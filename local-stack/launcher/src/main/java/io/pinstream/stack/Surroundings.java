// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import java.util.Map;

/**
 * What the parts of a stack find around them: nothing out of the ordinary, unless somebody wants to
 * hurt them by lines that break, disks that are small or clocks that jump.
 */
public interface Surroundings {
  /** As a desk is. */
  Surroundings ORDINARY = new Surroundings() {};

  /** Where workers find the database, given where it is. */
  default String databaseOfWorkers(String url) {
    return url;
  }

  /** Where the app's instances find the broker, given where it is. */
  default String brokerOfApps(String bootstrapServers) {
    return bootstrapServers;
  }

  /** Whether the broker's controller is a process of its own, which outlives the broker. */
  default boolean hasController() {
    return false;
  }

  /** Settings of the broker besides the stack's. */
  default Map<String, String> brokerSettings() {
    return Map.of();
  }

  /**
   * Settings of an instance of the app besides the stack's.
   *
   * @param name of the instance
   */
  default Map<String, String> appSettings(String name) {
    return Map.of();
  }

  /** Settings of the source besides the stack's. */
  default Map<String, String> sourceSettings() {
    return Map.of();
  }

  /**
   * Variables of a process besides its own.
   *
   * @param name of a worker or of an instance of the app
   */
  default Map<String, String> environment(String name) {
    return Map.of();
  }
}
