// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import java.util.List;
import software.amazon.awssdk.services.kafkaconnect.KafkaConnectClient;
import software.amazon.awssdk.services.kafkaconnect.model.ConnectorSummary;

/** The connectors of a stack. */
final class Connectors {
  private final KafkaConnectClient client;
  private final String prefix;

  Connectors(KafkaConnectClient client, String stack) {
    this.client = client;
    this.prefix = stack + "-";
  }

  /** A line for each: its name, its state, and what MSK Connect says of a failure. */
  List<String> states() {
    return client
        .listConnectorsPaginator(request -> request.connectorNamePrefix(prefix))
        .connectors()
        .stream()
        .map(this::state)
        .toList();
  }

  private String state(ConnectorSummary connector) {
    var description =
        client
            .describeConnector(request -> request.connectorArn(connector.connectorArn()))
            .stateDescription();
    return "%-30s %s%s"
        .formatted(
            connector.connectorName(),
            connector.connectorStateAsString(),
            description == null
                ? ""
                : " (%s: %s)".formatted(description.code(), description.message()));
  }
}
