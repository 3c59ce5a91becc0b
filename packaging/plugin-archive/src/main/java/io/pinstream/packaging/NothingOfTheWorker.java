// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import java.util.List;
import java.util.Optional;

/**
 * Kafka, Connect, the log and MSK's log-in are the worker's: it loads its own before a plugin's,
 * and what a plugin's code then meets is not what it was compiled with.
 */
final class NothingOfTheWorker implements Rule {
  private static final List<String> PACKAGES =
      List.of(
          "org/apache/kafka/",
          "org/slf4j/",
          "org/apache/log4j/",
          "org/apache/logging/",
          "ch/qos/logback/",
          "software/amazon/msk/auth/iam/");

  @Override
  public List<String> violations(PluginArchive archive) {
    return archive.jars().stream().flatMap(jar -> violation(jar).stream()).toList();
  }

  private static Optional<String> violation(Jar jar) {
    return jar.classes().stream()
        .filter(NothingOfTheWorker::isOfTheWorker)
        .findFirst()
        .map(
            type ->
                "%s holds %s, which the worker has: leave the jar out (scope provided)"
                    .formatted(jar.file(), type.javaName()));
  }

  /** Whether there is nothing in a jar but what the worker brings along. */
  static boolean isAllOfTheWorker(Jar jar) {
    return !jar.classes().isEmpty()
        && jar.classes().stream().allMatch(NothingOfTheWorker::isOfTheWorker);
  }

  private static boolean isOfTheWorker(ClassFile type) {
    return PACKAGES.stream().anyMatch(type.name()::startsWith);
  }
}
