// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** A running database server that tests kill, halt and start again. */
final class ServerProcess {

  private final Path pidFile;
  private final Path log;
  private final List<String> command;
  private Process restarted;

  /**
   * @param pidFile that the server writes; the process id is its first line
   * @param log of the server once it is started again
   * @param prefix of the command that starts it again
   */
  ServerProcess(Path pidFile, Path log, String... prefix) throws IOException {
    this.pidFile = pidFile;
    this.log = log;
    command = new ArrayList<>(List.of(prefix));
    Path commandLine = Path.of("/proc", String.valueOf(handle().pid()), "cmdline");
    command.addAll(List.of(Files.readString(commandLine).split("\0")));
  }

  private ProcessHandle handle() throws IOException {
    return ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile).get(0).trim()))
        .orElseThrow();
  }

  /** Sends the server, and what processes it has for its connections, a signal such as STOP. */
  void signal(String name) throws IOException, InterruptedException {
    ProcessHandle server = handle();
    List<Long> children = server.descendants().map(ProcessHandle::pid).toList();
    if (!kill(name, server.pid())) {
      throw new IOException("kill -" + name + " " + server.pid() + " failed");
    }
    for (long child : children) {
      // It may have ended by itself.
      boolean unused = kill(name, child);
    }
  }

  private static boolean kill(String signal, long pid) throws IOException, InterruptedException {
    return new ProcessBuilder("kill", "-" + signal, String.valueOf(pid)).start().waitFor() == 0;
  }

  /** Kills the server without warning. */
  void kill() throws IOException, InterruptedException {
    ProcessHandle server = handle();
    signal("KILL");
    server.onExit().join();
  }

  /** Starts a killed server again, on its port and with its data. */
  void restart(Callable<Boolean> answers) {
    await()
        .ignoreExceptions()
        .until(
            () -> {
              // Its memory may be in use for a moment after its death.
              if (restarted == null || !restarted.isAlive()) {
                restarted =
                    new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
              }
              return answers.call();
            });
  }

  /** Ends the server if it was started again; otherwise that is the affair of who started it. */
  boolean stopRestarted() {
    if (restarted == null) {
      return false;
    }
    restarted.destroy();
    restarted.onExit().join();
    return true;
  }
}
