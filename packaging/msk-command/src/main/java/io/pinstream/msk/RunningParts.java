// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.StackResource;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.kafkaconnect.KafkaConnectClient;

/** What of a stack runs: its connectors, and the Streams app and the REST proxy on Fargate. */
final class RunningParts {
  private static final String CONNECTOR = "AWS::KafkaConnect::Connector";
  private static final String SERVICE = "AWS::ECS::Service";

  private final KafkaConnectClient kafkaConnect;
  private final EcsClient ecs;

  RunningParts(KafkaConnectClient kafkaConnect, EcsClient ecs) {
    this.kafkaConnect = kafkaConnect;
    this.ecs = ecs;
  }

  /** A part's state, and a line that says it. */
  record State(boolean isRunning, String line) {}

  /** The states of what the stack itself has made, whatever else has a name like it. */
  List<State> states(List<StackResource> resources) {
    return resources.stream()
        .filter(resource -> resource.physicalResourceId() != null)
        .map(this::state)
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<State> state(StackResource resource) {
    return switch (resource.resourceType()) {
      case CONNECTOR -> Optional.of(connector(resource.physicalResourceId()));
      case SERVICE -> Optional.of(service(resource.physicalResourceId()));
      default -> Optional.empty();
    };
  }

  private State connector(String arn) {
    var connector = kafkaConnect.describeConnector(request -> request.connectorArn(arn));
    var state = connector.connectorStateAsString();
    var description = connector.stateDescription();
    return new State(
        state.equals("RUNNING"),
        "%-30s %s%s"
            .formatted(
                connector.connectorName(),
                state,
                description == null
                    ? ""
                    : " (%s: %s)".formatted(description.code(), description.message())));
  }

  /** Its ARN is arn:aws:ecs:REGION:ACCOUNT:service/CLUSTER/NAME. */
  private State service(String arn) {
    var cluster = arn.split("/", -1)[1];
    var service =
        ecs.describeServices(request -> request.cluster(cluster).services(arn)).services().get(0);
    return new State(
        service.runningCount() >= service.desiredCount() && service.deployments().size() == 1,
        "%-30s %s of %s instances run%s"
            .formatted(
                service.serviceName(),
                service.runningCount(),
                service.desiredCount(),
                service.deployments().size() == 1 ? "" : ", others are on their way"));
  }
}
