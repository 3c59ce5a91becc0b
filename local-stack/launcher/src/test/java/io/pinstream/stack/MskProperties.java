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
  static final String CONTROL_TOPIC = "pinstream-lake-control";
  static final String OFFSETS_TOPIC = "pinstream-connect-offsets";

  private MskProperties() {}

  static Map<String, String> filled(String file, Map<String, String> values) {
    var settings = new TreeMap<String, String>();
    PropertiesFile.read(Installation.ofSystemProperty().config("msk/" + file))
        .forEach(
            (name, value) -> settings.put(filledText(name, values), filledText(value, values)));
    return settings;
  }

  private static String filledText(String text, Map<String, String> values) {
    var filled = text;
    for (var placeholder : values.entrySet()) {
      filled = filled.replace("<" + placeholder.getKey() + ">", placeholder.getValue());
    }
    return filled;
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
    values.put("lake", "lake");
    values.put("control topic", CONTROL_TOPIC);
    values.put("offsets topic", OFFSETS_TOPIC);
    return values;
  }
}
