// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

/** The README's table of settings is the settings themselves. */
class DocumentationTest {
  @Test
  void theReadmeSaysWhatEachSettingMeans() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String table =
        readme.substring(
            readme.indexOf("<!-- settings -->\n") + "<!-- settings -->\n".length(),
            readme.indexOf("<!-- end -->"));
    assertThat(table).isEqualTo(table());
  }

  private static String table() {
    return Stream.of(ProxyConfig.OWN, HttpConfig.OWN)
        .flatMap(definition -> definition.configKeys().values().stream())
        .map(DocumentationTest::line)
        .collect(Collectors.joining("", "| setting | default | meaning |\n|---|---|---|\n", ""));
  }

  private static String line(ConfigDef.ConfigKey key) {
    String initial =
        !key.hasDefault()
            ? "required"
            : key.defaultValue == null || key.defaultValue.equals(List.of())
                ? ""
                : "`" + key.defaultValue.toString().replace("|", "\\|") + "`";
    return "| `%s` | %s | %s |%n"
        .formatted(key.name, initial, key.documentation.replace("|", "\\|"));
  }
}
