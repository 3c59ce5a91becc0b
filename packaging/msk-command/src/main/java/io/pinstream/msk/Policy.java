// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A policy of {@code config/msk/policies}: the rights of a part, from which the template has them
 * too.
 *
 * @param statements what it allows, all of it with effect Allow
 */
record Policy(List<Statement> statements) {
  private static final Pattern PLACEHOLDER = Pattern.compile("<([^<>]+)>");

  /**
   * One of its statements.
   *
   * @param conditions a value that fulfils each condition, by its key
   */
  record Statement(List<String> actions, List<String> resources, Map<String, String> conditions) {
    /** The placeholders of its resources that nothing stands for. */
    Set<String> unfilled() {
      return resources.stream()
          .flatMap(resource -> PLACEHOLDER.matcher(resource).results())
          .map(match -> match.group(1))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /**
   * Reads a policy.
   *
   * @param values what stands for placeholders; one that is not there stays as it is
   */
  static Policy read(String file, Map<String, String> values) {
    var path =
        Path.of(System.getProperty("pinstream.home", "."), "config/msk/policies").resolve(file);
    try {
      var filled =
          PLACEHOLDER
              .matcher(Files.readString(path))
              .replaceAll(
                  match ->
                      Matcher.quoteReplacement(values.getOrDefault(match.group(1), match.group())));
      var statements = new ArrayList<Statement>();
      for (var statement : new ObjectMapper().readTree(filled).path("Statement")) {
        statements.add(
            new Statement(
                texts(statement.path("Action")),
                texts(statement.path("Resource")),
                conditions(statement.path("Condition"))));
      }
      return new Policy(List.copyOf(statements));
    } catch (IOException e) {
      throw new DeploymentException("%s cannot be read: %s".formatted(path, e), e);
    }
  }

  private static List<String> texts(JsonNode node) {
    var texts = new ArrayList<String>();
    if (node.isTextual()) {
      texts.add(node.asText());
    }
    node.forEach(element -> texts.add(element.asText()));
    return List.copyOf(texts);
  }

  private static Map<String, String> conditions(JsonNode operators) {
    var conditions = new LinkedHashMap<String, String>();
    for (var operator : operators) {
      operator
          .properties()
          .forEach(
              condition -> conditions.put(condition.getKey(), texts(condition.getValue()).get(0)));
    }
    return Map.copyOf(conditions);
  }
}
