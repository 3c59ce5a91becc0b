// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Every plugin has its service manifest, and every manifest its plugin: a worker with {@code
 * plugin.discovery=service_load} finds nothing else.
 */
final class EveryPluginDeclared implements Rule {
  @Override
  public List<String> violations(PluginArchive archive) {
    var violations = new ArrayList<String>();
    missing(archive)
        .forEach(
            (service, plugins) ->
                plugins.forEach(
                    plugin ->
                        violations.add(
                            "%s: %s is in no META-INF/services/%s: add the line to its jar's manifest"
                                .formatted(jarOf(archive, plugin), plugin, service))));
    var found = PluginTypes.find(archive);
    for (var service : PluginTypes.SERVICES) {
      for (var jar : archive.jars()) {
        var strangers = new TreeSet<>(jar.services().getOrDefault(service, Set.of()));
        strangers.removeAll(found.getOrDefault(service, Set.of()));
        strangers.forEach(
            stranger ->
                violations.add(
                    "%s: its META-INF/services/%s names %s, which is no such plugin in this archive: drop the line"
                        .formatted(jar.file(), service, stranger)));
      }
    }
    return violations;
  }

  /** The plugins that no manifest names, by service. */
  static Map<String, Set<String>> missing(PluginArchive archive) {
    var missing = new TreeMap<String, Set<String>>();
    PluginTypes.find(archive)
        .forEach(
            (service, plugins) -> {
              var undeclared = new TreeSet<>(plugins);
              undeclared.removeAll(declared(archive, service));
              if (!undeclared.isEmpty()) {
                missing.put(service, undeclared);
              }
            });
    return missing;
  }

  private static Set<String> declared(PluginArchive archive, String service) {
    return archive.jars().stream()
        .flatMap(jar -> jar.services().getOrDefault(service, Set.of()).stream())
        .collect(Collectors.toSet());
  }

  private static String jarOf(PluginArchive archive, String plugin) {
    return archive.jars().stream()
        .filter(jar -> jar.classes().stream().anyMatch(type -> type.javaName().equals(plugin)))
        .map(Jar::file)
        .findFirst()
        .orElseThrow();
  }
}
