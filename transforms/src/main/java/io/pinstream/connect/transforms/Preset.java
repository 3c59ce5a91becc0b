// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * Settings that come with the transform under a name, in the language that users write.
 *
 * @param fields the output fields in order
 * @param expressions field expressions by field name
 * @param requires alternatives of input fields, as in {@code record.requires}
 * @param schemaName the name of the output schema; may be null
 */
record Preset(
    List<String> fields,
    Map<String, String> expressions,
    List<String> requires,
    String schemaName) {

  /** Every preset's name. */
  static final List<String> NAMES = List.of("pin", "geo", "user", "post");

  static final Preset NONE = new Preset(List.of(), Map.of(), List.of(), null);

  /** The preset of one of the {@link #NAMES}. */
  static Preset load(String name) {
    Properties settings = read(name);
    Set<String> fields = new LinkedHashSet<>();
    Map<String, String> expressions = new HashMap<>();
    Set<String> requires = new LinkedHashSet<>();
    for (String part : list(settings, CleanConfig.PRESET)) {
      Preset preset = load(part);
      fields.addAll(preset.fields());
      expressions.putAll(preset.expressions());
      requires.addAll(preset.requires());
    }
    fields.addAll(list(settings, CleanConfig.FIELDS));
    requires.addAll(list(settings, CleanConfig.RECORD_REQUIRES));
    for (String setting : settings.stringPropertyNames()) {
      if (setting.startsWith(CleanConfig.FIELD_PREFIX)) {
        expressions.put(
            setting.substring(CleanConfig.FIELD_PREFIX.length()), settings.getProperty(setting));
      }
    }
    return new Preset(
        List.copyOf(fields),
        Map.copyOf(expressions),
        List.copyOf(requires),
        settings.getProperty(CleanConfig.SCHEMA_NAME));
  }

  private static List<String> list(Properties settings, String setting) {
    String value = settings.getProperty(setting, "").strip();
    return value.isEmpty() ? List.of() : List.of(value.split("\\s*,\\s*", -1));
  }

  private static Properties read(String name) {
    Properties settings = new Properties();
    try (InputStream file = Preset.class.getResourceAsStream("presets/" + name + ".properties")) {
      settings.load(new InputStreamReader(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return settings;
  }
}
