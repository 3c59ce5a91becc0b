// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging.cloudformation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** A file of properties in {@code config/msk}, with what the template puts for its placeholders. */
final class MskSettings {
  /** The only placeholder that names of settings have. */
  private static final String LAKE = "<lake>";

  private final Map<String, Object> settings = new TreeMap<>();

  /** Reads a file of settings. */
  MskSettings(Path file, Placeholders placeholders) throws IOException {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    properties.forEach(
        (name, value) -> settings.put((String) name, placeholders.fill((String) value, file)));
  }

  /** Puts a setting over what the file says of it. */
  void set(String name, Object value) {
    settings.put(name, value);
  }

  /**
   * A connector's settings. Without {@code name}, which on MSK Connect is a property of it. A name
   * of a setting that depends on a parameter is made by {@code Fn::ForEach}: over a list of one.
   */
  Map<String, Object> forConnector() {
    var connector = new TreeMap<String, Object>();
    settings.forEach(
        (name, value) -> {
          if (name.contains(LAKE)) {
            connector.put(
                "Fn::ForEach::" + name.replaceAll("[^A-Za-z0-9]", ""),
                List.of(
                    "Lake",
                    Map.of("Ref", "LakeDatabase"),
                    Map.of(name.replace(LAKE, "${Lake}"), value)));
          } else if (!name.equals("name")) {
            connector.put(name, value);
          }
        });
    return connector;
  }

  /** The settings as the text of a file. */
  Object forWorker() {
    var parts = new ArrayList<Object>();
    settings.forEach(
        (name, value) -> {
          parts.add(name + "=");
          parts.add(value);
          parts.add("\n");
        });
    return Placeholders.joined(parts);
  }

  /** The settings as arguments of the Streams app. */
  List<Object> forCommand() {
    var arguments = new ArrayList<Object>();
    settings.forEach(
        (name, value) -> arguments.add(Placeholders.joined(List.of("--set=" + name + "=", value))));
    return arguments;
  }
}
