// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** A properties file of {@code config}, and what a stack adds to it. */
public final class PropertiesFile {
  private PropertiesFile() {}

  /** The file's settings, by name. */
  public static Map<String, String> read(Path file) {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new StackException(
          "%s cannot be read: %s. It belongs to the checkout: restore it.".formatted(file, e), e);
    }
    var settings = new TreeMap<String, String>();
    properties.forEach((name, value) -> settings.put((String) name, (String) value));
    return settings;
  }

  /**
   * Writes the settings of a file with additions that take precedence.
   *
   * @return the file written
   */
  public static Path write(Path target, Path base, Map<String, String> additions) {
    var settings = new Properties();
    var merged = new LinkedHashMap<>(read(base));
    merged.putAll(additions);
    settings.putAll(merged);
    try (var writer = Files.newBufferedWriter(target, StandardCharsets.UTF_8)) {
      settings.store(writer, base + ", and what the stack adds");
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
