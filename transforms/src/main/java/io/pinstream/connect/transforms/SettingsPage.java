// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of settings in docs/clean.md, the first of its tables to name them, from the jar. */
final class SettingsPage {
  private static final Pattern ROW = Pattern.compile("\\| `([a-z.]+)`.* \\| .* \\| (.+) \\|");

  /** What each setting means, by its name. */
  static final Map<String, String> MEANINGS = read();

  private SettingsPage() {}

  private static Map<String, String> read() {
    try (InputStream page = SettingsPage.class.getResourceAsStream("clean.md")) {
      return ROW.matcher(new String(page.readAllBytes(), StandardCharsets.UTF_8))
          .results()
          .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2), (row, later) -> row));
    } catch (IOException e) {
      throw new UncheckedIOException("clean.md in the transforms' jar is unreadable", e);
    }
  }
}
