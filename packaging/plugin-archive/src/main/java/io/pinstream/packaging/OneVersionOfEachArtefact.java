// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** No artefact twice: which of the two a class comes from is decided by the alphabet. */
final class OneVersionOfEachArtefact implements Rule {
  @Override
  public List<String> violations(PluginArchive archive) {
    var files = new TreeMap<String, TreeSet<String>>();
    for (var jar : archive.jars()) {
      files.computeIfAbsent(jar.artefact().name(), name -> new TreeSet<>()).add(jar.file());
    }
    return files.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .map(
            entry ->
                "%s is there in %s versions (%s): keep one, by excluding the other where it is declared"
                    .formatted(
                        entry.getKey(),
                        entry.getValue().size(),
                        String.join(", ", entry.getValue())))
        .toList();
  }
}
