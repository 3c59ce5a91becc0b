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
import java.util.stream.Collectors;

/** A file of {@code config/msk}, with the template's parameters for its placeholders. */
final class MskSettings {
  private static final Pattern PLACEHOLDER = Pattern.compile("<([^<>]+)>");
  private static final Map<String, String> PARAMETERS =
      Map.of(
          "user.id", "UserId",
          "database url", "DatabaseUrl",
          "database secret", "DatabaseSecret",
          "bootstrap servers", "BootstrapServers",
          "bucket", "BucketName",
          "region", "AWS::Region");

  private final Path file;
  private final Map<String, String> settings = new TreeMap<>();

  /** Reads a file of settings. */
  MskSettings(Path file) throws IOException {
    this.file = file;
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    properties.forEach((name, value) -> settings.put((String) name, (String) value));
  }

  /**
   * A connector's settings, with parameters in the place of placeholders. Without {@code name},
   * which on MSK Connect is a property of the connector.
   */
  Map<String, Object> forConnector() {
    var values = new TreeMap<String, Object>();
    settings.forEach(
        (name, value) -> {
          if (!name.equals("name")) {
            values.put(name, filled(value));
          }
        });
    return values;
  }

  /** The settings as the text of a file. */
  Object forWorker() {
    return filled(
        settings.entrySet().stream()
            .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
            .collect(Collectors.joining()));
  }

  // Not Fn::Sub: Kafka's ${secrets:...}, with a parameter inside, is what it cannot escape.
  private Object filled(String text) {
    var parts = new ArrayList<Object>();
    int end = 0;
    for (var match : PLACEHOLDER.matcher(text).results().toList()) {
      var parameter = PARAMETERS.get(match.group(1));
      if (parameter == null) {
        throw new IllegalArgumentException(
            "%s has the placeholder <%s>, for which the template has no parameter: one of %s"
                .formatted(file, match.group(1), new TreeSet<>(PARAMETERS.keySet())));
      }
      if (match.start() > end) {
        parts.add(text.substring(end, match.start()));
      }
      parts.add(Map.of("Ref", parameter));
      end = match.end();
    }
    if (end == 0) {
      return text;
    }
    if (end < text.length()) {
      parts.add(text.substring(end));
    }
    return parts.size() == 1 ? parts.get(0) : Map.of("Fn::Join", List.of("", parts));
  }
}
