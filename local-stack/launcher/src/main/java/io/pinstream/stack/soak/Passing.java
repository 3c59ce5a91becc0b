// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import io.pinstream.stack.StackException;
import io.pinstream.stack.process.ChildProcess;
import io.pinstream.stack.service.ChildService;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A fault that begins, lasts, and ends even if the soak does.
 *
 * @param begin makes it begin; what it returns makes it end
 */
record Passing(Function<Random, Runnable> begin) implements Fault {
  /** {@code SIGSTOP} for one of them, then {@code SIGCONT}: as a machine that is suspended. */
  static Fault pause(List<? extends ChildService> services) {
    return new Passing(
        chance -> {
          var process = services.get(chance.nextInt(services.size())).process();
          signal("STOP", process);
          return () -> signal("CONT", process);
        });
  }

  /** A line that breaks in one way; a failure if nobody has felt it. */
  static Fault line(TcpProxy line, TcpProxy.Line way) {
    return new Passing(
        chance -> {
          long before = line.hurt();
          line.become(way);
          return () -> {
            line.become(TcpProxy.Line.WHOLE);
            if (line.hurt() == before) {
              throw new StackException("nothing went over the line while it was " + way);
            }
          };
        });
  }

  /**
   * A clock that jumps so many seconds ahead or back, by one of these, and later to where it was.
   */
  static Fault clock(FakeClock clock, List<Integer> jumps) {
    return new Passing(
        chance -> {
          clock.set(jumps.get(chance.nextInt(jumps.size())));
          return () -> clock.set(0);
        });
  }

  @Override
  public void strike(Duration length, Random chance) throws InterruptedException {
    var end = begin.apply(chance);
    try {
      TimeUnit.NANOSECONDS.sleep(length.toNanos());
    } finally {
      end.run();
    }
  }

  private static void signal(String name, ChildProcess process) {
    try {
      var kill =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().onExit();
      if (kill.join().exitValue() != 0) {
        throw new StackException(
            "%s cannot be sent SIG%s: is it gone?".formatted(process.name(), name));
      }
    } catch (IOException e) {
      throw new StackException("%s cannot be sent SIG%s: %s".formatted(process.name(), name, e), e);
    }
  }
}
