// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The settings that the proxy shares with connectors, under the same names. */
public final class ConnectorSettings {
  public static final String KEY_CONVERTER = "key.converter";
  public static final String VALUE_CONVERTER = "value.converter";
  public static final String HEADER_CONVERTER = "header.converter";
  public static final String TRANSFORMS = "transforms";
  public static final String PREDICATES = "predicates";

  private static final List<String> NAMES =
      List.of(KEY_CONVERTER, VALUE_CONVERTER, HEADER_CONVERTER, TRANSFORMS, PREDICATES);

  private ConnectorSettings() {}

  static boolean isOne(String name) {
    return NAMES.stream().anyMatch(own -> name.equals(own) || name.startsWith(own + "."));
  }

  /** What the source connector's properties say too, where these say nothing. */
  static Map<String, String> withDefaults(Map<String, String> settings) {
    Map<String, String> all = new TreeMap<>(settings);
    all.putIfAbsent(KEY_CONVERTER, "org.apache.kafka.connect.storage.StringConverter");
    all.putIfAbsent(HEADER_CONVERTER, "org.apache.kafka.connect.storage.SimpleHeaderConverter");
    if (!settings.containsKey(VALUE_CONVERTER)) {
      all.put(VALUE_CONVERTER, "org.apache.kafka.connect.json.JsonConverter");
      all.putIfAbsent(VALUE_CONVERTER + ".schemas.enable", "false");
    }
    return all;
  }
}
