// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;

/**
 * Rows as MySQL's LOAD DATA and PostgreSQL's COPY both read them: columns with tabs between them,
 * lines, and a backslash before what would be taken for either.
 */
final class TabSeparatedText implements RowSink {
  private final StringBuilder text;
  private boolean rowStarted;

  TabSeparatedText(int capacity) {
    text = new StringBuilder(capacity);
  }

  @Override
  public TabSeparatedText add(String value) {
    separate();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\\' -> text.append("\\\\");
        default -> text.append(c);
      }
    }
    return this;
  }

  @Override
  public TabSeparatedText add(int value) {
    separate();
    text.append(value);
    return this;
  }

  @Override
  public TabSeparatedText add(float value) {
    separate();
    SixDigits.append(text, value);
    return this;
  }

  @Override
  public TabSeparatedText add(LocalDateTime value) {
    separate();
    text.append(value.getYear());
    twoDigits('-', value.getMonthValue());
    twoDigits('-', value.getDayOfMonth());
    twoDigits(' ', value.getHour());
    twoDigits(':', value.getMinute());
    twoDigits(':', value.getSecond());
    return this;
  }

  @Override
  public void endRow() {
    text.append('\n');
    rowStarted = false;
  }

  byte[] toUtf8() {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void separate() {
    if (rowStarted) {
      text.append('\t');
    }
    rowStarted = true;
  }

  private void twoDigits(char before, int value) {
    text.append(before).append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
  }
}
