// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The page docs/settings.md, which the build puts into the jar: what each setting means. */
final class SettingsPage {

  private static final String GROUP = "## ";
  private static final String SETTING = "### `";

  private SettingsPage() {}

  /**
   * One setting.
   *
   * @param group the heading that it stands under
   * @param meaning its text, without the list of its type and the like
   */
  record Entry(String group, String meaning) {}

  /** The settings by name. */
  static Map<String, Entry> read() {
    Map<String, Entry> settings = new HashMap<>();
    String group = null;
    String name = null;
    for (String line : text().lines().toList()) {
      if (line.startsWith(GROUP)) {
        group = line.substring(GROUP.length());
        name = null;
      } else if (line.startsWith(SETTING)) {
        name = line.substring(SETTING.length(), line.length() - 1);
      } else if (name != null && !line.isEmpty() && !line.startsWith("- ")) {
        settings.merge(
            name,
            new Entry(group, line),
            (a, b) -> new Entry(a.group, a.meaning + " " + b.meaning));
      }
    }
    return settings;
  }

  private static String text() {
    try (InputStream in = SettingsPage.class.getResourceAsStream("settings.md")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("settings.md in the connector's jar is unreadable", e);
    }
  }
}
