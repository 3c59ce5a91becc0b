// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which classes of an archive are plugins, found by what they extend. */
final class PluginTypes {
  /** What a worker looks for with a service loader. */
  static final List<String> SERVICES =
      List.of(
          "org.apache.kafka.connect.source.SourceConnector",
          "org.apache.kafka.connect.sink.SinkConnector",
          "org.apache.kafka.connect.transforms.Transformation",
          "org.apache.kafka.connect.transforms.predicates.Predicate",
          "org.apache.kafka.connect.storage.Converter",
          "org.apache.kafka.connect.storage.HeaderConverter",
          "org.apache.kafka.common.config.provider.ConfigProvider");

  private final Map<String, ClassFile> classes = new HashMap<>();
  private final Map<String, Set<String>> ancestors = new HashMap<>();

  private PluginTypes(PluginArchive archive) {
    for (var jar : archive.jars()) {
      jar.classes().forEach(type -> classes.putIfAbsent(type.name(), type));
    }
  }

  /** The plugins of each service in {@link #SERVICES}, in Java's notation. */
  static Map<String, Set<String>> find(PluginArchive archive) {
    var types = new PluginTypes(archive);
    var found = new TreeMap<String, Set<String>>();
    for (var type : List.copyOf(types.classes.values())) {
      if (type.isInstantiable()) {
        for (var ancestor : types.ancestors(type.name())) {
          var service = ancestor.replace('/', '.');
          if (SERVICES.contains(service)) {
            found.computeIfAbsent(service, s -> new TreeSet<>()).add(type.javaName());
          }
        }
      }
    }
    return found;
  }

  private Set<String> ancestors(String name) {
    var known = ancestors.get(name);
    if (known != null) {
      return known;
    }
    var all = new HashSet<String>();
    ancestors.put(name, all);
    var type = classes.computeIfAbsent(name, PluginTypes::ofConnect);
    if (type != null) {
      if (!type.superName().isEmpty()) {
        all.add(type.superName());
        all.addAll(ancestors(type.superName()));
      }
      for (var parent : type.interfaces()) {
        all.add(parent);
        all.addAll(ancestors(parent));
      }
    }
    return all;
  }

  // A plugin may extend a class of Connect's own, such as JsonConverter.
  private static ClassFile ofConnect(String name) {
    if (!name.startsWith("org/apache/kafka/")) {
      return null;
    }
    try (var content = PluginTypes.class.getClassLoader().getResourceAsStream(name + ".class")) {
      return content == null ? null : ClassFile.read(content.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
