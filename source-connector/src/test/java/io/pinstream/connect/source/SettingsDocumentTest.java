// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.connect.source.database.MissingRow;
import io.pinstream.connect.source.pace.ArrivalPattern;
import io.pinstream.connect.source.sampling.SamplingOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The document of the settings, which declares them. */
class SettingsDocumentTest {

  private static String document;

  @BeforeAll
  static void readDocument() throws IOException {
    document = Files.readString(Path.of("docs", "settings.md")).replace("\r\n", "\n");
  }

  @Test
  void everySettingIsReadAsItStandsThere() {
    StringBuilder read = new StringBuilder(document.substring(0, document.indexOf("\n## ")));
    for (String group : SourceConfig.CONFIG_DEF.groups()) {
      read.append("\n## ").append(group).append('\n');
      SourceConfig.CONFIG_DEF.configKeys().values().stream()
          .filter(key -> key.group.equals(group))
          .forEach(key -> append(read, key));
    }

    assertThat(document).isEqualTo(read.toString());
  }

  /** As Git checks the document out on Windows. */
  @Test
  void theDocumentIsReadWithAnyEndsOfLines() {
    assertThat(Settings.definition(document.replace("\n", "\r\n")).toEnrichedRst())
        .isEqualTo(SourceConfig.CONFIG_DEF.toEnrichedRst());
  }

  @Test
  void theChoicesAreThoseThatTheConnectorKnows() {
    assertThat(document)
        .contains(values(SamplingOrder.values()))
        .contains(values(ArrivalPattern.values()))
        .contains(values(MissingRow.values()));
  }

  private static String values(Enum<?>[] choices) {
    return "- Values: "
        + String.join(", ", Stream.of(choices).map(Enum::name).toList()).toLowerCase(Locale.ROOT);
  }

  private static void append(StringBuilder text, ConfigDef.ConfigKey key) {
    text.append("\n### `").append(key.name).append("`\n\n");
    text.append(key.documentation).append("\n\n");
    text.append("- Type: ").append(key.type.name().toLowerCase(Locale.ROOT)).append('\n');
    if (key.type == ConfigDef.Type.PASSWORD) {
      text.append("- Default: empty\n");
    } else if (key.hasDefault()) {
      String value = ConfigDef.convertToString(key.defaultValue, key.type);
      text.append("- Default: ").append(value.isEmpty() ? "empty" : "`" + value + "`").append('\n');
    } else {
      text.append("- Required\n");
    }
    if (key.validator instanceof ConfigDef.LambdaValidator) {
      text.append("- Values: ").append(key.validator).append('\n');
    } else if (key.recommender != null) {
      String words =
          key.recommender.validValues(key.name, null).stream()
              .map(String::valueOf)
              .collect(Collectors.joining(", "));
      text.append("- Values: ").append(words).append('\n');
    }
    text.append("- Importance: ")
        .append(key.importance.name().toLowerCase(Locale.ROOT))
        .append('\n');
  }
}
