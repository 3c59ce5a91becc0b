// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The page docs/settings.md, which the build puts into the jar: what each setting means. */
final class SettingsPage {

  /** A heading of a group, or of a setting and what comes before the list of its type. */
  private static final Pattern PART =
      Pattern.compile("(?m)^(?:## (.+)|### `(.+)`\\R((?:(?!- ).*\\R)+))");

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
    return read(text());
  }

  static Map<String, Entry> read(String page) {
    Map<String, Entry> settings = new HashMap<>();
    String group = null;
    for (MatchResult part : PART.matcher(page).results().toList()) {
      if (part.group(1) != null) {
        group = part.group(1);
      } else {
        settings.put(
            part.group(2), new Entry(group, part.group(3).strip().replaceAll("\\R+", " ")));
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
