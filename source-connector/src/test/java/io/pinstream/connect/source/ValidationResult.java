// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;

/** What a connector says of its settings. */
final class ValidationResult {
  private ValidationResult() {}

  static ConfigValue value(Config config, String name) {
    return config.configValues().stream().filter(v -> v.name().equals(name)).findFirst().get();
  }

  /** The errors of each setting that has some. */
  static Map<String, List<String>> errors(Config config) {
    return config.configValues().stream()
        .filter(value -> !value.errorMessages().isEmpty())
        .collect(Collectors.toMap(ConfigValue::name, ConfigValue::errorMessages));
  }
}
