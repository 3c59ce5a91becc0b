// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The end of a log file. */
public final class LogTail {
  private static final int BYTES = 16 * 1024;
  private static final int LINES = 15;

  private LogTail() {}

  /** The last 15 lines, indented, or a line that says why there are none. */
  public static String of(Path log) {
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      var start = Math.max(0, file.length() - BYTES);
      file.seek(start);
      var bytes = new byte[(int) (file.length() - start)];
      file.readFully(bytes);
      List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      if (lines.isEmpty()) {
        return "  (empty)";
      }
      return "  "
          + String.join("\n  ", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    } catch (IOException e) {
      return "  (not readable: " + e.getMessage() + ")";
    }
  }
}
