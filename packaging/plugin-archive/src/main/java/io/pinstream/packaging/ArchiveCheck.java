// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import java.util.List;

/** Whether a worker can load an archive as one class loader. */
final class ArchiveCheck {
  private static final List<Rule> RULES =
      List.of(
          new OneVersionOfEachArtefact(),
          new OneReleaseOfEachFamily(),
          new OneBodyOfEachClass(),
          new NothingOfTheWorker(),
          new NothingNewerThanTheWorker(),
          new EveryPluginDeclared());

  private ArchiveCheck() {}

  /**
   * Applies every rule.
   *
   * @throws ArchiveException that names the archive and lists every violation
   */
  static void check(PluginArchive archive) {
    var violations = RULES.stream().flatMap(rule -> rule.violations(archive).stream()).toList();
    if (!violations.isEmpty()) {
      throw new ArchiveException(
          "%s would break in a Connect worker, which loads it as one class loader:%n  %s"
              .formatted(archive.file(), String.join(System.lineSeparator() + "  ", violations)));
    }
  }
}
