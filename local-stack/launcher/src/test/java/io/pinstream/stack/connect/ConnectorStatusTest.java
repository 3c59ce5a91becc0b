// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectorStatusTest {

  @Test
  void aFailedTaskIsToldInTheWordsOfItsInnermostCause() {
    var trace =
        """
        org.apache.kafka.connect.errors.ConnectException: Exiting WorkerSinkTask
        \tat a.b.C(C.java:1)
        Caused by: java.lang.IllegalStateException: outer
        Caused by: java.net.ConnectException: Connection refused
        \t... 3 more
        """;
    var status =
        new ConnectorStatus(
            "lake",
            "RUNNING",
            "",
            List.of(
                new ConnectorStatus.Task(0, "RUNNING", ""),
                new ConnectorStatus.Task(1, "FAILED", trace)));
    assertThat(status.isRunning()).isFalse();
    assertThat(status.failure())
        .contains("lake, task 1 failed: java.net.ConnectException: Connection refused");
  }

  @Test
  void aConnectorWithoutTasksDoesNotRunYetAndHasNotFailed() {
    var status = new ConnectorStatus("source", "RUNNING", "", List.of());
    assertThat(status.isRunning()).isFalse();
    assertThat(status.failure()).isEmpty();
  }
}
