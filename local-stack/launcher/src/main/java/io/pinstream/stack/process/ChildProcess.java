// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.process;

import io.pinstream.stack.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One child process: its log file, its readiness, its crash and its end. */
public final class ChildProcess implements AutoCloseable {
  private static final Duration GRACE =
      Duration.ofSeconds(Boolean.getBoolean(JavaCommand.RECORDING) ? 120 : 20);
  private static final Duration POLL = Duration.ofMillis(50);

  private final String name;
  private final Path log;
  private final Process process;
  private final CompletableFuture<Long> endedNanos;
  private volatile boolean stopping;

  private ChildProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.endedNanos = process.onExit().thenApply(ended -> System.nanoTime());
  }

  /**
   * Starts a command with its output appended to a log file.
   *
   * @param name what messages call the process
   * @param environment variables added to this process's own
   * @throws StackException if the command cannot be started
   */
  public static ChildProcess start(
      String name, List<String> command, Map<String, String> environment, Path log) {
    // A terminal sends Ctrl-C to the whole process group. Only the launcher answers it, so that the
    // children end in order.
    var shielded = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
    shielded.addAll(command);
    var builder = new ProcessBuilder(shielded);
    // The user's cloud credentials and proxies are for elsewhere: everything here is on 127.0.0.1.
    builder
        .environment()
        .keySet()
        .removeIf(
            variable ->
                variable.startsWith("AWS_")
                    || variable.toUpperCase(Locale.ROOT).endsWith("_PROXY"));
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      Files.createDirectories(log.getParent());
      return new ChildProcess(name, log, builder.start());
    } catch (IOException e) {
      throw new StackException(
          "%s could not be started (%s): %s".formatted(name, command.get(0), e.getMessage()), e);
    }
  }

  public String name() {
    return name;
  }

  /** The file that takes the process's standard output and error. */
  public Path log() {
    return log;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** How long ago the process ended; waits for its end if it has not. */
  public Duration sinceItsEnd() {
    return Duration.ofNanos(System.nanoTime() - endedNanos.join());
  }

  /** Calls back, once, if the process ends without having been asked to. */
  public void onCrash(Consumer<ChildProcess> crashed) {
    var unused =
        process
            .onExit()
            .thenAccept(
                ended -> {
                  if (!stopping) {
                    crashed.accept(this);
                  }
                });
  }

  /** What to tell of a process that has ended by itself: its exit code and its last words. */
  public String lastWords() {
    var code = process.isAlive() ? "is running" : "ended with exit code " + process.exitValue();
    return "%s %s. The last lines of %s:%n%s".formatted(name, code, log, LogTail.of(log));
  }

  /**
   * Waits until the process answers.
   *
   * @throws StackException with the last lines of the log if it ends first or takes too long
   */
  public void awaitReady(BooleanSupplier ready, Duration timeout) {
    var deadline = System.nanoTime() + timeout.toNanos();
    while (!ready.getAsBoolean()) {
      if (!process.isAlive()) {
        throw new StackException(lastWords());
      }
      if (System.nanoTime() > deadline) {
        throw new StackException(
            "%s did not become ready within %s s. The last lines of %s:%n%s"
                .formatted(name, timeout.toSeconds(), log, LogTail.of(log)));
      }
      pause();
    }
  }

  /**
   * Waits until a process that is meant to end has ended.
   *
   * @throws StackException if it takes longer, and with its last words if it has failed
   */
  public void awaitSuccess(Duration timeout) {
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new StackException(
            name + " did not end within " + timeout.toSeconds() + " s: " + log);
      }
      if (process.exitValue() != 0) {
        throw new StackException(lastWords());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while " + name + " was running", e);
    }
  }

  private void pause() {
    try {
      process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while " + name + " was starting", e);
    }
  }

  /** Ends the process at once, as a crash would: its end is not reported as one. */
  public void kill() {
    stopping = true;
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Asks the process to end: its end is not reported as a crash. */
  void ask() {
    stopping = true;
    process.destroy();
  }

  /** Waits until then for the end that was asked for, and ends the process if it has not come. */
  void endBy(long deadlineNanos) {
    try {
      if (!process.waitFor(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Asks the process to end, and ends it if it has not within 20 s, or 2 min if it records. */
  @Override
  public void close() {
    ask();
    endBy(System.nanoTime() + GRACE.toNanos());
  }
}
