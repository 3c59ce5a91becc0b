// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import io.pinstream.msk.MskCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** What {@code ./pinstream msk doctor} has said. */
record DoctorVisit(int exitCode, List<String> lines) {
  static DoctorVisit with(Stream<String> options) {
    var printed = new StringWriter();
    int exitCode =
        new CommandLine(MskCommand.class)
            .setOut(new PrintWriter(printed))
            .execute(Stream.concat(Stream.of("doctor"), options).toArray(String[]::new));
    return new DoctorVisit(exitCode, printed.toString().lines().toList());
  }

  List<String> missing() {
    return lines.stream().filter(line -> line.startsWith("MISSING")).toList();
  }
}
