// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.demo;

import io.pinstream.stack.StackListener;
import io.pinstream.stack.process.ChildProcess;
import io.pinstream.stack.service.Service;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a command shows: a line for each thing that comes up, then one line that lives. Where it is
 * no terminal that looks, nothing is written over, and no control code is written.
 */
public final class Screen implements StackListener {
  private static final Duration LOG_INTERVAL = Duration.ofSeconds(10);
  private static final String CLEAR_LINE = "\r\u001B[K";

  private final PrintStream out;
  private final boolean terminal;
  private final AtomicReference<String> crash = new AtomicReference<>();
  private boolean live;
  private long lastLineNanos = System.nanoTime() - LOG_INTERVAL.toNanos();

  /**
   * @param terminal whether the last line may be written over
   */
  public Screen(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** A line that stays. */
  public synchronized void say(String line) {
    clear();
    out.println(line);
  }

  /** Takes the line that lives away. */
  public synchronized void clear() {
    if (live) {
      out.print(CLEAR_LINE);
      out.flush();
      live = false;
    }
  }

  synchronized void live(String line) {
    if (terminal) {
      out.print(CLEAR_LINE + line);
      out.flush();
      live = true;
    } else if (System.nanoTime() - lastLineNanos > LOG_INTERVAL.toNanos()) {
      // In a log, a line that can't be written over is worth less often.
      out.println(line);
      lastLineNanos = System.nanoTime();
    }
  }

  @Override
  public void ready(Service service, Duration sinceStart) {
    say(
        String.format(
            Locale.ROOT,
            "%5.1f s  %-14s %s",
            sinceStart.toMillis() / 1000.0,
            service.name(),
            service.address()));
  }

  @Override
  public void rowsLoaded(String table, long rows, long rowsOfTable) {
    if (terminal) {
      live(String.format(Locale.ROOT, "         %-14s %,d of %,d rows", table, rows, rowsOfTable));
    }
  }

  @Override
  public void crashed(ChildProcess process) {
    crash.compareAndSet(null, process.lastWords());
  }

  /** The last words of the first process that crashed, or null. */
  String crash() {
    return crash.get();
  }
}
