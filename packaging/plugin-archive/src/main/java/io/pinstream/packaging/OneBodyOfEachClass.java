// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** No class in two jars with different bytes. The same bytes twice do no harm. */
final class OneBodyOfEachClass implements Rule {
  private record Place(Jar jar, ClassFile type) {}

  private record Pair(String first, String second) {}

  @Override
  public List<String> violations(PluginArchive archive) {
    var places = new HashMap<String, Place>();
    var clashes = new HashMap<Pair, List<String>>();
    for (var jar : archive.jars()) {
      for (var type : jar.classes()) {
        var other = places.putIfAbsent(type.name(), new Place(jar, type));
        if (other != null && other.type().checksum() != type.checksum()) {
          clashes
              .computeIfAbsent(new Pair(other.jar().file(), jar.file()), pair -> new ArrayList<>())
              .add(type.javaName());
        }
      }
    }
    var violations = new TreeMap<String, String>();
    for (Map.Entry<Pair, List<String>> clash : clashes.entrySet()) {
      var pair = clash.getKey();
      var names = clash.getValue();
      violations.put(
          pair.first() + pair.second(),
          "%s and %s both hold %s%s, with different bytes: exclude the jar that the other replaces"
              .formatted(
                  pair.first(),
                  pair.second(),
                  names.get(0),
                  names.size() == 1 ? "" : " and %s more".formatted(names.size() - 1)));
    }
    return List.copyOf(violations.values());
  }
}
