// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import io.pinstream.stack.StackException;
import io.pinstream.stack.connect.ConnectorStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Starts failed tasks again as docs/msk.md tells who runs the connectors to, and tells those that
 * have failed of what is known, and not ours, from others.
 */
final class Operator {
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(10);

  // A worker was silent, its task has a successor elsewhere, and learns of it when it wakes up, in
  // one of several of Kafka's words.
  private static final Pattern OF_KAFKA =
      Pattern.compile("^(Caused by: )?org\\.apache\\.kafka\\.common\\.", Pattern.MULTILINE);

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
  private String unknown;

  Operator(Connect connect) {
    this.connect = connect;
  }

  /**
   * Looks once.
   *
   * @throws StackException if a connector has failed
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
    if (before != null && nanos - before < AGAIN_NANOS) {
      return;
    }
    var known =
        KNOWN.stream()
            .filter(failure -> task.trace().contains(failure.trace()))
            .filter(failure -> isWritten(failure))
            .findFirst();
    if (before == null && known.isEmpty() && OF_KAFKA.matcher(task.trace()).find()) {
      passingSince.put(name, nanos);
      return;
    }
    if (connect.restart(connector, task.id())) {
      passingSince.put(name, nanos);
      byHand.merge(known.map(Known::name).orElse("failure that is not known"), 1, Integer::sum);
      if (known.isEmpty() && unknown == null) {
        unknown = "%s failed: %s".formatted(name, task.trace());
      }
      known
          .map(Known::log)
          .filter(log -> !log.isEmpty())
          .ifPresent(log -> seen.put(log, connect.written(log)));
    }
  }

  private boolean isWritten(Known failure) {
    return failure.log().isEmpty()
        || connect.written(failure.log()) > seen.getOrDefault(failure.log(), 0);
  }

  /** The first failure that is not known, with its trace. */
  synchronized Optional<String> unknown() {
    return Optional.ofNullable(unknown);
  }

  /** What was done so far, and how often. */
  synchronized Map<String, Integer> byHand() {
    return new TreeMap<>(byHand);
  }
}
