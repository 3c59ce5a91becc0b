// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import io.pinstream.stack.StackException;
import io.pinstream.stack.connect.ConnectorStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Starts failed tasks again as docs/msk.md tells who runs the connectors to, if they have failed of
 * what is known and not ours. Any other failure it throws.
 */
final class Operator {
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(10);

  // A worker was silent, its task has a successor elsewhere, and learns of it when it wakes up.
  // Connect takes the second for a transaction that has expired: one that has shows as FAILED for
  // longer.
  private static final List<String> REPLACED =
      List.of(
          "There is a newer producer with the same transactionalId which fences the current one",
          "Producer attempted to produce with an old epoch");

  /**
   * A failure that is known.
   *
   * @param trace what the task's trace says
   * @param log what a worker has written besides since the failure before
   */
  private record Known(String name, String trace, String log) {}

  private static final List<Known> KNOWN =
      List.of(
          new Known(
              "source task that a restarting leader did not fence for", "ConnectRestException", ""),
          new Known(
              "lake's task after a clock went back",
              "Coordinator unexpectedly terminated",
              "Expected sorted snapshot log entries"));

  /** What an operator has to look at and to act with. */
  interface Connect {
    /** All of them, or none if no worker answers. */
    List<ConnectorStatus> connectors();

    /** How often the workers have written something to their logs. */
    int written(String words);

    /** Starts a task again; false if Connect is not in a state to. */
    boolean restart(String connector, int task);
  }

  private final Connect connect;
  private final Map<String, Integer> byHand = new TreeMap<>();
  private final Map<String, Integer> seen = new HashMap<>();
  // What was restarted or replaced shows its failure for a while.
  private final Map<String, Long> passingSince = new HashMap<>();

  Operator(Connect connect) {
    this.connect = connect;
  }

  /**
   * Looks once.
   *
   * @throws StackException if anything else has failed than what is known
   */
  synchronized void look(long nanos) {
    for (var connector : connect.connectors()) {
      if (connector.state().equals("FAILED")) {
        throw new StackException(connector.name() + " failed: " + connector.trace());
      }
      for (var task : connector.tasks()) {
        if (task.state().equals("FAILED")) {
          restart(connector.name(), task, nanos);
        } else {
          passingSince.remove(connector.name() + "-" + task.id());
        }
      }
    }
  }

  private void restart(String connector, ConnectorStatus.Task task, long nanos) {
    var name = connector + "-" + task.id();
    var before = passingSince.get(name);
    if (before == null && REPLACED.stream().anyMatch(task.trace()::contains)) {
      passingSince.put(name, nanos);
      return;
    }
    if (before != null && nanos - before < AGAIN_NANOS) {
      return;
    }
    var known =
        KNOWN.stream()
            .filter(failure -> task.trace().contains(failure.trace()))
            .filter(failure -> isWritten(failure))
            .findFirst()
            .orElseThrow(() -> new StackException("%s failed: %s".formatted(name, task.trace())));
    if (connect.restart(connector, task.id())) {
      passingSince.put(name, nanos);
      byHand.merge(known.name(), 1, Integer::sum);
      if (!known.log().isEmpty()) {
        seen.put(known.log(), connect.written(known.log()));
      }
    }
  }

  private boolean isWritten(Known failure) {
    return failure.log().isEmpty()
        || connect.written(failure.log()) > seen.getOrDefault(failure.log(), 0);
  }

  /** What was done so far, and how often. */
  synchronized Map<String, Integer> byHand() {
    return new TreeMap<>(byHand);
  }
}
