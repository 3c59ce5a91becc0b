// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** Settings that come with the transform under a name, in the language that users write. */
final class Preset {

  /** Every preset's name. */
  static final List<String> NAMES = List.of("pin", "geo", "user", "post");

  private Preset() {}

  /** The settings of one of the {@link #NAMES}, those of its own presets included. */
  static Map<String, String> load(String name) {
    Properties file = new Properties();
    try (InputStream in = Preset.class.getResourceAsStream("presets/" + name + ".properties")) {
      file.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> settings = new HashMap<>();
    for (String part : list((String) file.remove(CleanConfig.PRESET))) {
      load(part)
          .forEach((setting, value) -> settings.merge(setting, value, Preset::oneAfterTheOther));
    }
    file.forEach((setting, value) -> settings.put((String) setting, (String) value));
    return settings;
  }

  private static String oneAfterTheOther(String one, String other) {
    return one.equals(other) ? one : one + ", " + other;
  }

  /** The entries of a preset's setting, each once; none where it has no such setting. */
  static List<String> list(String value) {
    return value == null ? List.of() : Stream.of(value.split("\\s*,\\s*")).distinct().toList();
  }
}
