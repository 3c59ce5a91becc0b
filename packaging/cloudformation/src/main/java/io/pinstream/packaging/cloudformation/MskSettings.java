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
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A file of {@code config/msk}, with what the template puts for its placeholders. */
final class MskSettings {
  private static final Pattern PLACEHOLDER = Pattern.compile("<([^<>]+)>");

  private final Path file;
  private final Map<String, ?> values;
  private final Map<String, Object> settings = new TreeMap<>();

  /**
   * Reads a file of settings.
   *
   * @param values what stands for each placeholder: text or a function of CloudFormation
   */
  MskSettings(Path file, Map<String, ?> values) throws IOException {
    this.file = file;
    this.values = values;
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    properties.forEach((name, value) -> settings.put((String) name, filled((String) value)));
  }

  /** Puts a setting over what the file says of it. */
  void set(String name, Object value) {
    settings.put(name, value);
  }

  /** A connector's settings. Without {@code name}, which on MSK Connect is a property of it. */
  Map<String, Object> forConnector() {
    var connector = new TreeMap<>(settings);
    connector.remove("name");
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
    return joined(parts);
  }

  /** The settings as arguments of the Streams app. */
  List<Object> forCommand() {
    var arguments = new ArrayList<Object>();
    settings.forEach((name, value) -> arguments.add(joined(List.of("--set=" + name + "=", value))));
    return arguments;
  }

  // Not Fn::Sub: Kafka's ${secrets:...}, with a parameter inside, is what it cannot escape.
  private Object filled(String text) {
    var parts = new ArrayList<Object>();
    int end = 0;
    for (var match : PLACEHOLDER.matcher(text).results().toList()) {
      var value = values.get(match.group(1));
      if (value == null) {
        throw new IllegalArgumentException(
            "%s has the placeholder <%s>, for which the template has no value: one of %s"
                .formatted(file, match.group(1), new TreeSet<>(values.keySet())));
      }
      parts.add(text.substring(end, match.start()));
      parts.add(value);
      end = match.end();
    }
    parts.add(text.substring(end));
    return joined(parts);
  }

  /** One text of several, those that are known by now put together. */
  private static Object joined(List<?> parts) {
    var merged = new ArrayList<Object>();
    var text = new StringBuilder();
    for (var part : parts) {
      if (part instanceof Map<?, ?> function) {
        addTo(merged, text);
        if (function.get("Fn::Join") instanceof List<?> join) {
          merged.addAll((List<?>) join.get(1));
        } else {
          merged.add(function);
        }
      } else {
        text.append(part);
      }
    }
    addTo(merged, text);
    if (merged.isEmpty()) {
      return "";
    }
    return merged.size() == 1 ? merged.get(0) : Map.of("Fn::Join", List.of("", merged));
  }

  private static void addTo(List<Object> merged, StringBuilder text) {
    if (!text.isEmpty()) {
      merged.add(text.toString());
      text.setLength(0);
    }
  }
}
