// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import io.pinstream.stack.service.ObjectStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The files of {@code config/msk}, with what users put for their placeholders. */
final class MskProperties {
  static final String SECRET = "pinstream/database";
  static final String REGION = "us-east-1";

  private MskProperties() {}

  static Map<String, String> filled(String file, Map<String, String> values) {
    var settings =
        new TreeMap<>(PropertiesFile.read(Installation.ofSystemProperty().config("msk/" + file)));
    settings.replaceAll(
        (name, value) -> {
          var filled = value;
          for (var placeholder : values.entrySet()) {
            filled = filled.replace("<" + placeholder.getKey() + ">", placeholder.getValue());
          }
          return filled;
        });
    return settings;
  }

  /** What stands for each placeholder on a running stack. */
  static Map<String, String> values(LocalStack stack) {
    var values = new LinkedHashMap<String, String>();
    values.put("user.id", stack.topics().userId());
    values.put("database url", stack.database().url());
    values.put("database secret", SECRET);
    values.put("bootstrap servers", stack.broker().bootstrapServers());
    values.put("bucket", ObjectStore.BUCKET);
    values.put("region", REGION);
    return values;
  }
}
