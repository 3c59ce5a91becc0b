// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackResource;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSummary;

/**
 * The template's stack in CloudFormation.
 *
 * <p>A failed deployment stays as it is, for its log to be read and for the next run to go on from
 * there; nothing is rolled back.
 */
final class TemplateStack {
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);
  private static final String STACK_TYPE = "AWS::CloudFormation::Stack";

  /** Roles, and the template's transform. */
  private static final List<Capability> CAPABILITIES =
      List.of(Capability.CAPABILITY_IAM, Capability.CAPABILITY_AUTO_EXPAND);

  private final CloudFormationClient client;
  private final String name;
  private final DryRunGate gate;
  private final Duration interval;

  /**
   * @param interval between two looks at a stack that is being deployed
   */
  TemplateStack(CloudFormationClient client, String name, DryRunGate gate, Duration interval) {
    this.client = client;
    this.name = name;
    this.gate = gate;
    this.interval = interval;
  }

  /** How a deployment or a removal ended. */
  record End(StackStatus status, List<StackEvent> failures) {
    boolean isGood() {
      return failures.isEmpty() && !status.toString().contains("FAILED");
    }
  }

  /** The stack, if it is there. */
  Optional<Stack> find() {
    gate.look("cloudformation DescribeStacks " + name);
    return describe();
  }

  private Optional<Stack> describe() {
    return describe(name);
  }

  private Optional<Stack> describe(String stack) {
    try {
      return client.describeStacks(request -> request.stackName(stack)).stacks().stream()
          .findFirst();
    } catch (CloudFormationException e) {
      if (isAbout(e, "does not exist")) {
        return Optional.empty();
      }
      throw new DeploymentException(
          "CloudFormation does not let you see the stack %s: %s".formatted(name, message(e)), e);
    }
  }

  /** The newest of the stacks of this name that are gone; CloudFormation keeps them for 90 days. */
  Optional<Stack> findDeleted() {
    gate.look("cloudformation ListStacks DELETE_COMPLETE");
    return client
        .listStacksPaginator(request -> request.stackStatusFilters(StackStatus.DELETE_COMPLETE))
        .stackSummaries()
        .stream()
        .filter(stack -> stack.stackName().equals(name))
        .max(Comparator.comparing(StackSummary::deletionTime))
        .flatMap(stack -> describe(stack.stackId()));
  }

  /** What the stack has made, as far as it is there. */
  List<StackResource> resources() {
    return client.describeStackResources(request -> request.stackName(name)).stackResources();
  }

  /**
   * Creates the stack or changes it; follows one that is being deployed already.
   *
   * @param template where the template is
   * @return how it ended; empty in a dry run, and where there was nothing to change
   */
  Optional<End> deploy(String template, Map<String, String> parameters) {
    var present = find();
    var status = present.map(Stack::stackStatus);
    if (status.filter(StackStatus.DELETE_IN_PROGRESS::equals).isPresent()) {
      throw new DeploymentException(
          "the stack %s is DELETE_IN_PROGRESS: run ./pinstream msk destroy --stack %s, which follows it to its end, then this again"
              .formatted(name, name));
    }
    if (status.filter(TemplateStack::isMoving).isPresent()) {
      gate.say("%s is %s already: following it".formatted(name, status.get()));
      return Optional.of(follow(name, eventsBefore(present.get())));
    }
    if (status.filter(StackStatus.REVIEW_IN_PROGRESS::equals).isPresent()) {
      throw new DeploymentException(
          "the stack %s is REVIEW_IN_PROGRESS: somebody made a change set of it that nobody has executed, and nothing else yet. Execute it, or run ./pinstream msk destroy --stack %s, then this again"
              .formatted(name, name));
    }
    if (status.filter(s -> s.toString().startsWith("ROLLBACK")).isPresent()) {
      throw new DeploymentException(
          "the stack %s is %s, which CloudFormation can only delete: run ./pinstream msk destroy --stack %s, then this again"
              .formatted(name, status.get(), name));
    }
    var seen = present.isPresent() ? events(name) : new HashSet<String>();
    var call = present.isPresent() ? "UpdateStack" : "CreateStack";
    var changed = new boolean[] {true};
    gate.change(
        "cloudformation %s %s %s".formatted(call, name, parameters),
        () -> changed[0] = send(present.isPresent(), template, parameters));
    if (gate.isDryRun()) {
      return Optional.empty();
    }
    if (!changed[0]) {
      gate.say("%s is up to date".formatted(name));
      return Optional.empty();
    }
    return Optional.of(follow(name, seen));
  }

  private boolean send(boolean exists, String template, Map<String, String> values) {
    var parameters =
        values.entrySet().stream()
            .map(
                value ->
                    Parameter.builder()
                        .parameterKey(value.getKey())
                        .parameterValue(value.getValue())
                        .build())
            .toList();
    try {
      if (exists) {
        client.updateStack(
            request ->
                request
                    .stackName(name)
                    .templateURL(template)
                    .parameters(parameters)
                    .capabilities(CAPABILITIES)
                    .disableRollback(true));
      } else {
        client.createStack(
            request ->
                request
                    .stackName(name)
                    .templateURL(template)
                    .parameters(parameters)
                    .capabilities(CAPABILITIES)
                    .disableRollback(true));
      }
      return true;
    } catch (CloudFormationException e) {
      if (isAbout(e, "No updates are to be performed")) {
        return false;
      }
      throw new DeploymentException(
          "CloudFormation refuses the deployment: %s".formatted(message(e)), e);
    }
  }

  /** Deletes the stack and follows it until it is gone. */
  Optional<End> delete(Stack stack) {
    var seen = events(name);
    gate.change(
        "cloudformation DeleteStack " + name,
        () -> client.deleteStack(request -> request.stackName(name)));
    // By its id a stack is still to be seen when it is gone.
    return gate.isDryRun() ? Optional.empty() : Optional.of(follow(stack.stackId(), seen));
  }

  private Set<String> events(String stack) {
    return client
        .describeStackEventsPaginator(request -> request.stackName(stack))
        .stackEvents()
        .stream()
        .map(StackEvent::eventId)
        .collect(Collectors.toSet());
  }

  // Those of what was deployed before the deployment that is under way.
  private Set<String> eventsBefore(Stack stack) {
    var start = stack.lastUpdatedTime() == null ? stack.creationTime() : stack.lastUpdatedTime();
    return client
        .describeStackEventsPaginator(request -> request.stackName(name))
        .stackEvents()
        .stream()
        .filter(event -> event.timestamp().isBefore(start))
        .map(StackEvent::eventId)
        .collect(Collectors.toSet());
  }

  private End follow(String stack, Set<String> seen) {
    var failures = new ArrayList<StackEvent>();
    var lastAnswer = Instant.now();
    while (true) {
      try {
        for (var event : newEvents(stack, seen)) {
          tell(event);
          if (event.resourceStatusAsString().endsWith("_FAILED")
              && !event.resourceType().equals(STACK_TYPE)) {
            failures.add(event);
          }
        }
        var status = client.describeStacks(request -> request.stackName(stack)).stacks().get(0);
        lastAnswer = Instant.now();
        if (!isMoving(status.stackStatus())) {
          return new End(status.stackStatus(), failures);
        }
      } catch (SdkClientException e) {
        if (Duration.between(lastAnswer, Instant.now()).compareTo(LONGEST_SILENCE) > 0) {
          throw new DeploymentException(
              "CloudFormation has not answered for %s minutes (%s). The deployment goes on without us: run this again to follow it"
                  .formatted(LONGEST_SILENCE.toMinutes(), e.getMessage()),
              e);
        }
        gate.say("no answer from CloudFormation, asking again: " + e.getMessage());
      }
      pause();
    }
  }

  private void pause() {
    try {
      Thread.sleep(interval.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeploymentException(
          "interrupted. The deployment goes on without us: run this again to follow it", e);
    }
  }

  private List<StackEvent> newEvents(String stack, Set<String> seen) {
    var events = new ArrayList<StackEvent>();
    for (var event :
        client.describeStackEventsPaginator(request -> request.stackName(stack)).stackEvents()) {
      // Newest first.
      if (seen.contains(event.eventId())) {
        break;
      }
      events.add(0, event);
    }
    events.forEach(event -> seen.add(event.eventId()));
    return events;
  }

  private void tell(StackEvent event) {
    var status = event.resourceStatusAsString();
    var reason = event.resourceStatusReason();
    var words =
        switch (status) {
          case "CREATE_IN_PROGRESS" -> "is being made" + patience(event);
          case "CREATE_COMPLETE" -> "is there";
          case "UPDATE_IN_PROGRESS" -> "is being changed" + patience(event);
          case "UPDATE_COMPLETE" -> "is changed";
          case "DELETE_IN_PROGRESS" -> "is being deleted";
          case "DELETE_COMPLETE" -> "is gone";
          case "DELETE_SKIPPED" -> "stays";
          default -> status;
        };
    // CloudFormation says of every resource twice that it has begun.
    if ("Resource creation Initiated".equals(reason)) {
      return;
    }
    gate.say(
        "%s %s%s"
            .formatted(
                event.logicalResourceId(),
                words,
                status.endsWith("_FAILED") && reason != null ? ": " + reason : ""));
  }

  private static String patience(StackEvent event) {
    return switch (event.resourceType()) {
      case "AWS::KafkaConnect::Connector" -> " (a connector takes 5 to 10 minutes)";
      case "AWS::MSK::Cluster" -> " (a cluster takes about half an hour)";
      case "AWS::RDS::DBInstance" -> " (a database takes about 10 minutes)";
      case "AWS::ECS::Service" -> " (until its instances are ready)";
      default -> "";
    };
  }

  private static boolean isMoving(StackStatus status) {
    return status.toString().endsWith("_IN_PROGRESS") && status != StackStatus.REVIEW_IN_PROGRESS;
  }

  private static boolean isAbout(CloudFormationException e, String words) {
    return message(e).contains(words);
  }

  private static String message(CloudFormationException e) {
    return e.awsErrorDetails() == null ? e.getMessage() : e.awsErrorDetails().errorMessage();
  }
}
