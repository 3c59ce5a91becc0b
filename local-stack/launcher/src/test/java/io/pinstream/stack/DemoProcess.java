// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pinstream.stack.process.JavaCommand;
import io.pinstream.stack.process.LogTail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.condition.OS;

/** {@code ./pinstream demo} as a process of its own, up and running. */
final class DemoProcess implements AutoCloseable {
  private final Path data;
  private final Path screen;
  private final Process process;
  private List<ProcessHandle> children = List.of();

  private DemoProcess(Path directory, String... options) throws IOException {
    data = directory.resolve("data");
    screen = directory.resolve("screen.txt");
    var command = new ArrayList<String>();
    if (OS.LINUX.isCurrentOs()) {
      // Who runs the tests in the background of a shell has them ignore INT, and their children.
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx384m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dpinstream.home=" + System.getProperty("pinstream.home"),
            "-D%s=%s".formatted(JavaCommand.COMPILERS, System.getProperty(JavaCommand.COMPILERS)),
            "-cp",
            System.getProperty("java.class.path"),
            "io.pinstream.stack.cli.Pinstream",
            "demo",
            "--rows",
            "500",
            "--data-dir",
            data.toString()));
    command.addAll(List.of(options));
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(screen.toFile())
            .start();
  }

  /**
   * Starts one; returns when it says where to look.
   *
   * @param directory where its files are, and what it prints
   */
  static DemoProcess start(Path directory, String... options) throws IOException {
    var demo = new DemoProcess(directory, options);
    try {
      await()
          .atMost(TestStack.PATIENCE)
          .until(() -> !demo.process.isAlive() || demo.screen().contains("ask it with"));
      assertThat(demo.process.isAlive()).as(LogTail.of(demo.screen)).isTrue();
    } finally {
      demo.children = demo.process.descendants().toList();
    }
    return demo;
  }

  Process process() {
    return process;
  }

  /** What it had started when it was up. */
  List<ProcessHandle> children() {
    return children;
  }

  /** All that it has printed. */
  String screen() throws IOException {
    return Files.readString(screen);
  }

  /** Where a part of it is, as it has printed. */
  String address(String part) throws IOException {
    var line = Pattern.compile("(?m)^.* s  %s +([^\\s,]+)".formatted(part)).matcher(screen());
    assertThat(line.find()).as(part).isTrue();
    return line.group(1);
  }

  /** The folder of its run. */
  Path run() {
    return DataDirectory.runFolder(data);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
