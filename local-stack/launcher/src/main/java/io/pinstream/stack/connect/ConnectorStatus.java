// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.connect;

import java.util.List;
import java.util.Optional;

/**
 * What Connect says of a connector.
 *
 * @param state RUNNING, PAUSED, FAILED ..., empty while it is not known
 * @param trace the stack trace of a failed connector, or empty
 */
public record ConnectorStatus(String name, String state, String trace, List<Task> tasks) {

  /** One task, with its stack trace if it has failed. */
  public record Task(int id, String state, String trace) {}

  public ConnectorStatus {
    tasks = List.copyOf(tasks);
  }

  /** Whether the connector and all of its tasks run, and there is at least one. */
  public boolean isRunning() {
    return state.equals("RUNNING")
        && !tasks.isEmpty()
        && tasks.stream().allMatch(task -> task.state().equals("RUNNING"));
  }

  /** The first failure, in the words of its innermost cause. */
  public Optional<String> failure() {
    if (state.equals("FAILED")) {
      return Optional.of(name + " failed: " + rootCause(trace));
    }
    return tasks.stream()
        .filter(task -> task.state().equals("FAILED"))
        .findFirst()
        .map(task -> "%s, task %s failed: %s".formatted(name, task.id(), rootCause(task.trace())));
  }

  private static String rootCause(String trace) {
    var causes = trace.lines().filter(line -> line.startsWith("Caused by: ")).toList();
    return causes.isEmpty()
        ? trace.lines().findFirst().orElse("no reason given")
        : causes.get(causes.size() - 1).substring("Caused by: ".length());
  }
}
