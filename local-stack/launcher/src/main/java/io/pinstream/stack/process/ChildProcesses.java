// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.process;

import io.pinstream.stack.StackException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Every process that a stack has started: none outlives it, whenever it ends. */
public final class ChildProcesses implements AutoCloseable {
  private final Deque<ChildProcess> started = new ArrayDeque<>();
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
    started.push(process);
    process.onCrash(crashed);
    return process;
  }

  /** Ends what still runs, the youngest first, and lets nothing start any more. */
  @Override
  public void close() {
    List<ChildProcess> running;
    synchronized (this) {
      closed = true;
      running = List.copyOf(started);
    }
    running.forEach(ChildProcess::close);
  }
}
