// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.junit.jupiter.api.Test;

/**
 * Writes the document of the settings from their definition, and compares it with the one in docs.
 */
class SettingsDocumentTest {

  @Test
  void theDocumentSaysWhatTheDefinitionSays() throws IOException {
    Path written = Path.of("target", "settings.md");
    Files.writeString(written, document());

    assertThat(Path.of("docs", "settings.md"))
        .as(
            "after a change of settings: cp source-connector/target/settings.md source-connector/docs/")
        .hasSameTextualContentAs(written);
  }

  /** As Git checks the document out on Windows. */
  @Test
  void theDocumentIsReadWithAnyEndsOfLines() throws IOException {
    String document = Files.readString(Path.of("docs", "settings.md")).replace("\r\n", "\n");

    assertThat(SettingsPage.read(document.replace("\n", "\r\n")))
        .isEqualTo(SettingsPage.read(document))
        .containsOnlyKeys(SourceConfig.CONFIG_DEF.names());
  }

  private static String document() {
    StringBuilder text =
        new StringBuilder(
            """
            # Settings of the source connector

            Connector class: `io.pinstream.connect.source.JdbcSampleSourceConnector`. What a setting means is
            written here, and shown by Connect too; type, default, values and importance are written by the build.
            """);
    for (String group : SourceConfig.CONFIG_DEF.groups()) {
      text.append("\n## ").append(group).append('\n');
      for (ConfigKey key : SourceConfig.CONFIG_DEF.configKeys().values()) {
        if (key.group.equals(group)) {
          append(text, key);
        }
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, ConfigKey key) {
    text.append("\n### `").append(key.name).append("`\n\n");
    text.append(key.documentation).append("\n\n");
    text.append("- Type: ").append(key.type.name().toLowerCase(Locale.ROOT)).append('\n');
    if (key.hasDefault()) {
      String value = ConfigDef.convertToString(key.defaultValue, key.type);
      text.append("- Default: ").append(value.isEmpty() ? "empty" : "`" + value + "`").append('\n');
    } else {
      text.append("- Required\n");
    }
    if (key.validator instanceof ConfigDef.Range || key.recommender != null) {
      text.append("- Values: ").append(key.validator).append('\n');
    }
    text.append("- Importance: ")
        .append(key.importance.name().toLowerCase(Locale.ROOT))
        .append('\n');
  }
}
