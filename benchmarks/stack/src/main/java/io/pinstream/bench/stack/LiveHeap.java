// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import io.pinstream.stack.StackException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What of a Java process's heap is in use, by the JDK's {@code jcmd}. */
final class LiveHeap {
  /** The last line: number of objects, bytes. */
  private static final Pattern TOTAL = Pattern.compile("^Total +\\d+ +(\\d+)", Pattern.MULTILINE);

  private LiveHeap() {}

  /**
   * Lets the process collect its garbage and counts what is left.
   *
   * @return bytes of the objects that can be reached
   * @throws StackException if {@code jcmd} can't tell
   */
  static long bytes(long pid) {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      var process =
          new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      var total = TOTAL.matcher(said);
      if (!total.find()) {
        throw new StackException("%s told no sum of process %s: %s".formatted(jcmd, pid, said));
      }
      return Long.parseLong(total.group(1));
    } catch (IOException e) {
      throw new StackException("%s can't be run, it is part of a JDK: %s".formatted(jcmd, e), e);
    }
  }
}
