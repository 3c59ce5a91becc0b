// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can be known of a template without an account. */
final class TemplateCheck {
  private static final Pattern SUBSTITUTED = Pattern.compile("\\$\\{([^!}][^}]*)}");
  private static final Set<String> PSEUDO_PARAMETERS =
      Set.of(
          "AWS::AccountId",
          "AWS::NoValue",
          "AWS::Partition",
          "AWS::Region",
          "AWS::StackName",
          "AWS::URLSuffix");

  /** What {@code Fn::GetAtt} gives, by resource type. */
  private static final Map<String, Set<String>> ATTRIBUTES =
      Map.of(
          // What bootstrap_brokers.py answers.
          "AWS::CloudFormation::CustomResource",
          Set.of("BootstrapServers"),
          "AWS::EC2::EIP",
          Set.of("AllocationId"),
          "AWS::EC2::SecurityGroup",
          Set.of("GroupId"),
          "AWS::IAM::Role",
          Set.of("Arn", "RoleId"),
          "AWS::KafkaConnect::CustomPlugin",
          Set.of("CustomPluginArn", "Revision", "FileDescription"),
          "AWS::KafkaConnect::WorkerConfiguration",
          Set.of("WorkerConfigurationArn", "Revision"),
          "AWS::Lambda::Function",
          Set.of("Arn"),
          "AWS::Logs::LogGroup",
          Set.of("Arn"),
          "AWS::RDS::DBInstance",
          Set.of("Endpoint.Address", "Endpoint.Port"));

  private final JsonNode template;
  private final List<String> faults = new ArrayList<>();
  private final Set<String> used = new HashSet<>();

  private TemplateCheck(JsonNode template) {
    this.template = template;
  }

  /** A line for each thing that CloudFormation would refuse. */
  static List<String> faults(JsonNode template) throws IOException {
    var check = new TemplateCheck(template);
    check.look();
    return check.faults;
  }

  private void look() throws IOException {
    references(template, Set.of());
    unused();
    faults.addAll(unlisted(actions()));
    schema(Conditions.choose(template, condition -> true));
    schema(Conditions.choose(template, condition -> false));
    if (faults.isEmpty()) {
      faults.addAll(Conditions.faults(template));
    }
  }

  private void schema(JsonNode variant) throws IOException {
    try (var source = TemplateCheck.class.getResourceAsStream("template.schema.json")) {
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(source)
          .validate(variant)
          .forEach(message -> faults.add(message.getMessage()));
    }
  }

  private void references(JsonNode node, Set<String> variables) {
    if (node.isObject()) {
      node.properties().forEach(field -> reference(field.getKey(), field.getValue(), variables));
    } else {
      node.forEach(element -> references(element, variables));
    }
  }

  private void reference(String name, JsonNode value, Set<String> variables) {
    switch (name) {
      case "Ref" -> resolve(value.asText());
      case "Fn::GetAtt" -> attribute(value.path(0).asText(), value.path(1).asText());
      case "Fn::Sub" -> substitution(value);
      case "Fn::If" -> {
        condition(value.path(0).asText());
        references(value, variables);
      }
      case "DependsOn" -> {
        Iterable<JsonNode> names = value.isArray() ? value : List.of(value);
        names.forEach(
            resource -> {
              if (!template.path("Resources").has(resource.asText())) {
                faults.add("DependsOn names %s, which is no resource".formatted(resource));
              }
            });
      }
      case "Condition" -> {
        if (value.isTextual()) {
          condition(value.asText());
        } else {
          references(value, variables);
        }
      }
      default -> references(value, variables);
    }
  }

  private void substitution(JsonNode value) {
    var text = value.isArray() ? value.path(0).asText() : value.asText();
    var own = new TreeSet<String>();
    value.path(1).fieldNames().forEachRemaining(own::add);
    references(value.path(1), own);
    var matcher = SUBSTITUTED.matcher(text);
    while (matcher.find()) {
      if (own.remove(matcher.group(1)) || isOwn(value, matcher.group(1))) {
        continue;
      }
      var name = matcher.group(1);
      int dot = name.indexOf('.');
      if (dot < 0) {
        resolve(name);
      } else {
        attribute(name.substring(0, dot), name.substring(dot + 1));
      }
    }
    own.forEach(variable -> faults.add("%s does not use its %s".formatted(text, variable)));
  }

  private static boolean isOwn(JsonNode value, String name) {
    return value.path(1).has(name);
  }

  private void resolve(String name) {
    used.add(name);
    if (!PSEUDO_PARAMETERS.contains(name)
        && !template.path("Parameters").has(name)
        && !template.path("Resources").has(name)) {
      faults.add("%s is neither a parameter nor a resource".formatted(name));
    }
  }

  private void attribute(String resource, String attribute) {
    var type = template.path("Resources").path(resource).path("Type").asText();
    if (!ATTRIBUTES.getOrDefault(type, Set.of()).contains(attribute)) {
      faults.add("%s (%s) has no attribute %s".formatted(resource, type, attribute));
    }
  }

  private void condition(String name) {
    used.add(name);
    if (!template.path("Conditions").has(name)) {
      faults.add("%s is no condition".formatted(name));
    }
  }

  private void unused() {
    Stream.of("Parameters", "Conditions")
        .forEach(
            section ->
                template
                    .path(section)
                    .fieldNames()
                    .forEachRemaining(
                        name -> {
                          if (!used.contains(name)) {
                            faults.add("%s is used nowhere".formatted(name));
                          }
                        }));
  }

  private Set<String> actions() {
    var named = new TreeSet<String>();
    for (var action : template.findValues("Action")) {
      if (action.isArray()) {
        action.forEach(each -> named.add(each.asText()));
      } else {
        named.add(action.asText());
      }
    }
    return named;
  }

  private static List<String> unlisted(Set<String> named) throws IOException {
    Set<String> known;
    try (var list = TemplateCheck.class.getResourceAsStream("iam-actions.txt")) {
      known =
          new String(list.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .collect(Collectors.toSet());
    }
    return Stream.concat(
            named.stream()
                .filter(action -> !known.contains(action))
                .map(action -> action + " is no action of our list"),
            known.stream()
                .filter(action -> !named.contains(action))
                .map(action -> action + " of our list is named nowhere"))
        .toList();
  }
}
