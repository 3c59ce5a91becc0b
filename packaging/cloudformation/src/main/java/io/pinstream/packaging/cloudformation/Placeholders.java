// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging.cloudformation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What the template puts for each {@code <placeholder>} of a file in {@code config/msk}. */
final class Placeholders {
  private static final Pattern PLACEHOLDER = Pattern.compile("<([^<>]+)>");

  private final Map<?, ?> values;

  /**
   * @param values by placeholder: a text or a function of CloudFormation
   */
  Placeholders(Map<?, ?> values) {
    this.values = values;
  }

  /** These and others besides. */
  Placeholders with(Map<String, String> further) {
    var all = new TreeMap<Object, Object>(values);
    all.putAll(further);
    return new Placeholders(all);
  }

  /**
   * A text of a file, filled: text again, or an {@code Fn::Join}.
   *
   * @throws IllegalArgumentException if there is no value for one of its placeholders
   */
  // Not Fn::Sub: Kafka's ${secrets:...}, with a parameter inside, is what it cannot escape.
  Object fill(String text, Path file) {
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
  static Object joined(List<?> parts) {
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
