// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What is written to the log from now on until it is closed. */
final class CapturedLog implements AutoCloseable {

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream systemErr = System.err;

  CapturedLog() {
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  String text() {
    return written.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    System.setErr(systemErr);
  }
}
