// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinstream.stack.StackException;
import io.pinstream.stack.connect.ConnectorStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorTest {
  private static final String FENCING =
      "ConnectRestException: IO Error trying to forward REST request: Connection refused";
  private static final String COORDINATOR = "Coordinator unexpectedly terminated on committer 0";
  private static final String REPLACED =
      "ProducerFencedException: There is a newer producer with the same transactionalId which fences the current one.";
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
  void restartsTheLakesTaskOnlyIfAWorkerHasWrittenOfTheClock() {
    connect.task("FAILED", COORDINATOR);
    assertThatThrownBy(() -> operator.look(0)).isInstanceOf(StackException.class);
    connect.log.add(CLOCK);
    operator.look(0);
    assertThat(connect.restarted).containsExactly("c-1");
    assertThatThrownBy(() -> operator.look(TimeUnit.MINUTES.toNanos(1)))
        .isInstanceOf(StackException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        REPLACED,
        "InvalidProducerEpochException: Producer attempted to produce with an old epoch."
      })
  void waitsForTheSuccessorOfATaskThatWasReplacedWhileItsWorkerWasSilent(String trace) {
    connect.task("FAILED", trace);
    operator.look(0);
    operator.look(TimeUnit.SECONDS.toNanos(9));
    assertThat(connect.restarted).isEmpty();
    assertThatThrownBy(() -> operator.look(TimeUnit.SECONDS.toNanos(11)))
        .hasMessageContaining(trace);
  }

  @Test
  void throwsAnyOtherFailureWithItsTrace() {
    connect.task("FAILED", "NullPointerException: ours");
    assertThatThrownBy(() -> operator.look(0)).hasMessage("c-1 failed: NullPointerException: ours");
    connect.status = new ConnectorStatus("c", "FAILED", "IOException: connector", List.of());
    assertThatThrownBy(() -> operator.look(0)).hasMessageContaining("IOException: connector");
    assertThat(connect.restarted).isEmpty();
  }

  @Test
  void doesNothingWhileNoWorkerAnswers() {
    operator.look(0);
    assertThat(operator.byHand()).isEmpty();
  }
}
