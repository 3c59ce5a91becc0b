// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What processes tell whoever looks at them, by the place where it was found. */
final class Overheard {
  private final Map<String, String> told = new TreeMap<>();

  void add(String place, String text) {
    told.merge(place, text, (before, more) -> before + '\n' + more);
  }

  /** What a process answers over HTTP. */
  void answers(String place, ConnectRest server, String... paths) {
    for (var path : paths) {
      add(place + " " + path, server.get(path).body());
    }
  }

  /**
   * The command line, which everybody on the machine sees, and of a JVM what it tells over JMX: its
   * metrics and the names of its threads are among it. A native thread's name has room for no
   * secret.
   */
  void process(ProcessHandle process) throws Exception {
    var command = process.info().commandLine().orElse("");
    add(command, command);
    if (process.info().command().orElse("").endsWith("java")) {
      add("JMX of " + command, JmxText.of(process.pid()));
    }
  }

  /** Each log of a folder. */
  void logs(Path folder) throws IOException {
    try (var logs = Files.list(folder)) {
      for (var log : logs.toList()) {
        add(log.toString(), Files.readString(log));
      }
    }
  }

  /** Every line that holds one of these, after its place. */
  List<String> linesWith(Collection<String> secrets) {
    return told.entrySet().stream()
        .flatMap(
            place ->
                place
                    .getValue()
                    .lines()
                    .filter(line -> secrets.stream().anyMatch(line::contains))
                    .map(line -> place.getKey() + ": " + line))
        .toList();
  }

  @Override
  public String toString() {
    return told.toString();
  }
}
