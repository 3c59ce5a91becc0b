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

/** {@code SIGSTOP} for one of them, then {@code SIGCONT}: as a machine that is suspended. */
record Pause(List<? extends ChildService> services) implements Fault {

  @Override
  public void strike(Duration length, Random chance) throws InterruptedException {
    var process = services.get(chance.nextInt(services.size())).process();
    signal("STOP", process);
    try {
      TimeUnit.NANOSECONDS.sleep(length.toNanos());
    } finally {
      signal("CONT", process);
    }
  }

  private static void signal(String name, ChildProcess process) throws InterruptedException {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new StackException("%s cannot be sent SIG%s: %s".formatted(process.name(), name, e), e);
    }
  }
}
