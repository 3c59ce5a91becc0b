// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinstream.stack.connect.ConnectorStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorTest {
  private static final String FENCING =
      "ConnectRestException: IO Error trying to forward REST request: Connection refused";
  private static final String COORDINATOR = "Coordinator unexpectedly terminated on committer 0";
  private static final String CLOCK = "[BUG] Expected sorted snapshot log entries";

  private final FakeConnect connect = new FakeConnect();
  private final Operator operator = new Operator(connect);

  private static final class FakeConnect implements Operator.Connect {
    private final List<String> restarted = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private ConnectorStatus status;
    private boolean takes = true;

    void task(String state, String trace) {
      status =
          new ConnectorStatus(
              "c",
              "RUNNING",
              "",
              List.of(
                  new ConnectorStatus.Task(0, "RUNNING", ""),
                  new ConnectorStatus.Task(1, state, trace)));
    }

    @Override
    public List<ConnectorStatus> connectors() {
      return status == null ? List.of() : List.of(status);
    }

    @Override
    public int written(String words) {
      return (int) log.stream().filter(line -> line.contains(words)).count();
    }

    @Override
    public boolean restart(String connector, int task) {
      if (takes) {
        restarted.add(connector + "-" + task);
      }
      return takes;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        FENCING,
        "ConnectRestException: This worker is still starting up and has not been able to read a session key"
      })
  void restartsATaskThatTheLeaderDidNotFenceForOnceUntilItHasHadTime(String trace) {
    connect.task("FAILED", trace);
    operator.look(0);
    operator.look(TimeUnit.SECONDS.toNanos(1));
    assertThat(connect.restarted).containsExactly("c-1");
    operator.look(TimeUnit.SECONDS.toNanos(11));
    assertThat(connect.restarted).hasSize(2);
    assertThat(operator.byHand().values()).containsExactly(2);
  }

  @Test
  void restartsATaskThatHasRunInBetweenAtOnce() {
    connect.task("FAILED", FENCING);
    operator.look(0);
    connect.task("RUNNING", "");
    operator.look(1);
    connect.task("FAILED", FENCING);
    operator.look(2);
    assertThat(connect.restarted).hasSize(2);
  }

  @Test
  void triesAgainAtTheNextLookWhatConnectDidNotTake() {
    connect.task("FAILED", FENCING);
    connect.takes = false;
    operator.look(0);
    assertThat(operator.byHand()).isEmpty();
    connect.takes = true;
    operator.look(1);
    assertThat(operator.byHand()).hasSize(1);
  }

  @Test
  void knowsTheFailureOfTheLakesTaskOnlyIfAWorkerHasWrittenOfTheClock() {
    connect.task("FAILED", COORDINATOR);
    connect.log.add(CLOCK);
    operator.look(0);
    assertThat(connect.restarted).containsExactly("c-1");
    assertThat(operator.unknown()).isEmpty();
    operator.look(TimeUnit.MINUTES.toNanos(1));
    assertThat(operator.unknown())
        .hasValueSatisfying(what -> assertThat(what).contains(COORDINATOR));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.kafka.common.errors.ProducerFencedException: There is a newer producer",
        "ConnectException: transaction expired\nCaused by: org.apache.kafka.common.errors.InvalidProducerEpochException: old epoch",
        "ConnectException: Failed to flush\nCaused by: org.apache.kafka.common.KafkaException: Unhandled error in EndTxnResponse"
      })
  void waitsForTheSuccessorOfATaskThatWasReplacedWhileItsWorkerWasSilent(String trace) {
    connect.task("FAILED", trace);
    operator.look(0);
    operator.look(TimeUnit.SECONDS.toNanos(9));
    assertThat(connect.restarted).isEmpty();
    assertThat(operator.unknown()).isEmpty();
    operator.look(TimeUnit.SECONDS.toNanos(11));
    assertThat(connect.restarted).containsExactly("c-1");
    assertThat(operator.unknown()).hasValue("c-1 failed: " + trace);
  }

  @Test
  void startsATaskAgainThatHasFailedOtherwiseAndRemembersItsTrace() {
    connect.task("FAILED", "NullPointerException: ours\n\tat org.apache.kafka.common.Any.any");
    operator.look(0);
    assertThat(connect.restarted).containsExactly("c-1");
    assertThat(operator.byHand()).containsExactly(Map.entry("failure that is not known", 1));
    connect.task("FAILED", "IllegalStateException: the next");
    operator.look(TimeUnit.MINUTES.toNanos(1));
    assertThat(operator.byHand()).containsExactly(Map.entry("failure that is not known", 2));
    assertThat(operator.unknown().orElseThrow()).startsWith("c-1 failed: NullPointerException");
  }

  @Test
  void throwsTheFailureOfAConnector() {
    connect.status = new ConnectorStatus("c", "FAILED", "IOException: connector", List.of());
    assertThatThrownBy(() -> operator.look(0)).hasMessageContaining("IOException: connector");
  }

  @Test
  void doesNothingWhileNoWorkerAnswers() {
    operator.look(0);
    assertThat(operator.byHand()).isEmpty();
  }
}
