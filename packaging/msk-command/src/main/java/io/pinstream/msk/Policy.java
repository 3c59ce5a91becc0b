// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
   * @param contexts in which it has to allow: with each value that a condition lists, by the
   *     condition's key. One that is empty, without conditions
   */
  record Statement(
      List<String> actions, List<String> resources, List<Map<String, String>> contexts) {
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
                contexts(statement.path("Condition"))));
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

  private static List<Map<String, String>> contexts(JsonNode operators) {
    var contexts = List.of(Map.<String, String>of());
    for (var operator : operators) {
      for (var condition : operator.properties()) {
        contexts =
            contexts.stream()
                .flatMap(
                    context ->
                        texts(condition.getValue()).stream()
                            .map(value -> with(context, condition.getKey(), value)))
                .toList();
      }
    }
    return contexts;
  }

  private static Map<String, String> with(Map<String, String> context, String key, String value) {
    var more = new TreeMap<>(context);
    more.put(key, value);
    return more;
  }
}
