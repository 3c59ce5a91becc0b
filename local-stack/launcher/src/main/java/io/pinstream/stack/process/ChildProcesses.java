// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.process;

import io.pinstream.stack.StackException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Every process that a stack has started: none outlives it, whenever it ends. */
public final class ChildProcesses implements AutoCloseable {
  private static final Duration GRACE =
      Duration.ofSeconds(Boolean.getBoolean(JavaCommand.RECORDING) ? 120 : 4);

  private final List<ChildProcess> started = new ArrayList<>();
  private final Consumer<ChildProcess> crashed;
  private boolean closed;

  /**
   * @param crashed called with each process that ends without having been asked to
   */
  public ChildProcesses(Consumer<ChildProcess> crashed) {
    this.crashed = crashed;
  }

  /**
   * Starts a command that runs until it is closed.
   *
   * @throws StackException if it cannot be started, or if the stack is ending
   */
  public synchronized ChildProcess start(
      String name, List<String> command, Map<String, String> environment, Path log) {
    if (closed) {
      throw new StackException("the stack is ending: " + name + " is not started");
    }
    var process = ChildProcess.start(name, command, environment, log);
    started.add(process);
    process.onCrash(crashed);
    return process;
  }

  /**
   * Lets nothing start any more and ends what runs, within 4 s, or within 2 min where processes
   * record: what has not ended by then is killed.
   *
   * @param first those that end before the others are asked to, which they depend on; they have
   *     three quarters of the time
   */
  public void end(Collection<ChildProcess> first) {
    List<ChildProcess> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(started);
    }
    long start = System.nanoTime();
    endBy(start + GRACE.toNanos() / 4 * 3, first);
    endBy(start + GRACE.toNanos(), all);
  }

  private static void endBy(long deadlineNanos, Collection<ChildProcess> processes) {
    processes.forEach(ChildProcess::ask);
    processes.forEach(process -> process.endBy(deadlineNanos));
  }

  /** Ends all at once. */
  @Override
  public void close() {
    end(List.of());
  }
}
