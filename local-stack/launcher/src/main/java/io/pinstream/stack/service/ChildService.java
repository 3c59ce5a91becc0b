// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.service;

import io.pinstream.stack.StackException;
import io.pinstream.stack.process.ChildProcess;
import io.pinstream.stack.process.ChildProcesses;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A service that is one child process, and that can be started again after a death. */
public abstract class ChildService implements Service {
  private static final Duration START = Duration.ofMinutes(2);

  private final ChildProcesses children;
  private final String name;
  private final List<String> command;
  private final Map<String, String> environment;
  private final Path log;
  private ChildProcess process;

  ChildService(
      ChildProcesses children,
      String name,
      List<String> command,
      Map<String, String> environment,
      Path log) {
    this.children = children;
    this.name = name;
    this.command = command;
    this.environment = environment;
    this.log = log;
  }

  /** Whether the process does its work, as a user would find out. */
  abstract boolean answers();

  /** Waits until nothing that is left of the former process is in the way of the next. */
  void awaitTurnAfter(ChildProcess former) {}

  /**
   * Starts the process, at first or again, with the same ports and the same files.
   *
   * @throws StackException with the last lines of the log if it does not come up
   */
  public final void start() {
    if (process != null) {
      awaitTurnAfter(process);
    }
    process = children.start(name, command, environment, log);
    process.awaitReady(this::answers, START);
  }

  /** The child process, for tests that hurt it. */
  public final ChildProcess process() {
    return process;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Path log() {
    return log;
  }

  @Override
  public final void close() {
    process.close();
  }
}
