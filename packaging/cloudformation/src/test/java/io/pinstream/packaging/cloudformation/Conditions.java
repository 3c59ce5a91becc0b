// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A template under every outcome of its conditions: what is named has to be made as well. */
final class Conditions {
  private static final Pattern SUBSTITUTED = Pattern.compile("\\$\\{([A-Za-z0-9]+)[.}]");
  private static final String OTHER = "something else";

  private final JsonNode template;
  private final Map<String, String> values;
  private final Map<String, Boolean> outcomes = new TreeMap<>();

  private Conditions(JsonNode template, Map<String, String> values) {
    this.template = template;
    this.values = values;
  }

  /** A line for each resource that is named where it is not made. */
  static Set<String> faults(JsonNode template) {
    var faults = new TreeMap<String, Map<String, String>>();
    for (var values : choices(template)) {
      new Conditions(template, values).look(faults);
    }
    var lines = new TreeSet<String>();
    faults.forEach((fault, values) -> lines.add(fault + " " + values));
    return lines;
  }

  /**
   * The template with one side of each {@code Fn::If}, and nothing where that is {@code
   * AWS::NoValue}.
   */
  static JsonNode choose(JsonNode node, Predicate<String> condition) {
    if (node.isArray()) {
      var copy = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> copy.add(choose(element, condition)));
      return copy;
    }
    if (!node.isObject()) {
      return node;
    }
    if (node.has("Fn::If")) {
      var sides = node.path("Fn::If");
      return choose(sides.path(condition.test(sides.path(0).asText()) ? 1 : 2), condition);
    }
    var copy = JsonNodeFactory.instance.objectNode();
    node.properties()
        .forEach(
            field -> {
              var chosen = choose(field.getValue(), condition);
              if (!chosen.path("Ref").asText().equals("AWS::NoValue")) {
                copy.set(field.getKey(), chosen);
              }
            });
    return copy;
  }

  private void look(Map<String, Map<String, String>> faults) {
    var resources = made("Resources");
    var parts = new LinkedHashMap<>(resources);
    parts.putAll(made("Outputs"));
    parts.forEach(
        (name, part) -> {
          for (var named : named(part, new TreeSet<>())) {
            if (template.path("Resources").has(named) && !resources.containsKey(named)) {
              faults.putIfAbsent(
                  "%s names %s, which is not made with".formatted(name, named), values);
            }
          }
        });
  }

  private Map<String, JsonNode> made(String section) {
    var made = new LinkedHashMap<String, JsonNode>();
    template
        .path(section)
        .properties()
        .forEach(
            part -> {
              var condition = part.getValue().path("Condition");
              if (condition.isMissingNode() || holds(condition.asText())) {
                made.put(part.getKey(), choose(part.getValue(), this::holds));
              }
            });
    return made;
  }

  private static Set<String> named(JsonNode node, Set<String> names) {
    if (node.isArray()) {
      node.forEach(element -> named(element, names));
    }
    node.properties()
        .forEach(
            field -> {
              var value = field.getValue();
              switch (field.getKey()) {
                case "Ref" -> names.add(value.asText());
                case "Fn::GetAtt" -> names.add(value.path(0).asText());
                case "DependsOn" -> {
                  names.add(value.asText());
                  value.forEach(each -> names.add(each.asText()));
                }
                case "Fn::Sub" -> {
                  var text = value.isArray() ? value.path(0).asText() : value.asText();
                  SUBSTITUTED
                      .matcher(text)
                      .results()
                      .map(match -> match.group(1))
                      .filter(name -> !value.path(1).has(name))
                      .forEach(names::add);
                  named(value, names);
                }
                default -> named(value, names);
              }
            });
    return names;
  }

  private boolean holds(String name) {
    var known = outcomes.get(name);
    if (known != null) {
      return known;
    }
    boolean outcome = holds(template.path("Conditions").path(name));
    outcomes.put(name, outcome);
    return outcome;
  }

  private boolean holds(JsonNode function) {
    var entry = function.properties().iterator().next();
    var arguments = entry.getValue();
    return switch (entry.getKey()) {
      case "Condition" -> holds(arguments.asText());
      case "Fn::Equals" ->
          values.get(arguments.path(0).path("Ref").asText()).equals(arguments.path(1).asText());
      case "Fn::Not" -> !holds(arguments.path(0));
      case "Fn::And" -> stream(arguments).allMatch(this::holds);
      case "Fn::Or" -> stream(arguments).anyMatch(this::holds);
      default -> throw new IllegalArgumentException("unknown in a condition: " + function);
    };
  }

  /** Every combination of what parameters are compared with, and something else. */
  private static List<Map<String, String>> choices(JsonNode template) {
    var compared = new TreeMap<String, Set<String>>();
    for (var equality : template.path("Conditions").findValues("Fn::Equals")) {
      compared
          .computeIfAbsent(
              equality.path(0).path("Ref").asText(), name -> new TreeSet<>(Set.of(OTHER)))
          .add(equality.path(1).asText());
    }
    List<Map<String, String>> choices = List.of(Map.of());
    for (var parameter : compared.entrySet()) {
      var longer = new ArrayList<Map<String, String>>();
      for (var choice : choices) {
        for (var literal : parameter.getValue()) {
          var next = new TreeMap<>(choice);
          next.put(parameter.getKey(), literal);
          longer.add(next);
        }
      }
      choices = longer;
    }
    return choices;
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
