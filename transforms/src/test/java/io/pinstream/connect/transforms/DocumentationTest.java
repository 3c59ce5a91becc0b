// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/clean.md} says what is true. */
class DocumentationTest {
  private static final String PREFIX = "transforms.clean.";

  private static final Map<String, String> VALUES =
      Map.of(
          "preset",
          "<br>" + Preset.NAMES,
          "presets",
          "<br>some of " + Preset.NAMES,
          "fields",
          "<br>names, each once",
          "record.requires",
          "<br>alternatives of names",
          "schema.output",
          choice(SchemaOutput.values()),
          "timestamp.output",
          choice(TimestampOutput.values()),
          "on.error",
          choice(OnError.values()));

  private static String choice(Enum<?>[] words) {
    return "<br>" + Arrays.toString(words).toLowerCase(Locale.ROOT);
  }

  private static String page() {
    try {
      return Files.readString(Path.of("docs", "clean.md")).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String section(String name) {
    Matcher section =
        Pattern.compile("<!-- " + name + " -->\n(.*?)<!-- end -->", Pattern.DOTALL).matcher(page());
    assertThat(section.find()).as("docs/clean.md has the section %s", name).isTrue();
    return section.group(1);
  }

  @Test
  void theSettingsAreThoseOfConfigDef() {
    StringBuilder table =
        new StringBuilder("| setting | default | importance | meaning |\n|---|---|---|---|\n");
    for (String name : CleanConfig.DEF.names()) {
      if (name.startsWith(CleanConfig.FIELD_PREFIX)) {
        continue;
      }
      ConfigKey key = CleanConfig.DEF.configKeys().get(name);
      String values = VALUES.getOrDefault(name, "");
      String standard = key.defaultValue == null ? "" : "`" + key.defaultValue + "`";
      String importance = key.importance.name().toLowerCase(Locale.ROOT);
      table.append(
          "| `%s`%s | %s | %s | %s |\n"
              .formatted(name, values, standard, importance, key.documentation));
    }
    assertThat(section("settings")).isEqualTo(table.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pin", "geo", "user"})
  void thePresetsAreThoseInTheJar(String preset) throws IOException {
    String file = "presets/" + preset + ".properties";
    try (InputStream content = Clean.class.getResourceAsStream(file)) {
      String settings = new String(content.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(section("preset " + preset)).isEqualTo("```properties\n" + settings + "```\n");
    }
  }

  @Test
  void everyOperationIsDescribed() {
    for (String operation : Operations.BY_NAME.keySet()) {
      assertThat(page()).containsPattern("\\| `([^|\n]*, `)?" + operation);
    }
  }

  static Stream<String> examples() {
    return Pattern.compile("```properties\n(transforms=.*?)```", Pattern.DOTALL)
        .matcher(page())
        .results()
        .map(MatchResult::group)
        .map(block -> block.replace("```properties\n", "").replace("```", ""));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleConfigures(String example) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(example));
    Map<String, String> settings = new HashMap<>();
    properties.forEach(
        (name, value) -> {
          if (((String) name).startsWith(PREFIX)) {
            settings.put(((String) name).substring(PREFIX.length()), (String) value);
          }
        });
    assertThat(settings).containsEntry("type", Clean.Value.class.getName());
    try (Clean.Value<SinkRecord> clean = new Clean.Value<>()) {
      clean.configure(settings);
    }
  }
}
