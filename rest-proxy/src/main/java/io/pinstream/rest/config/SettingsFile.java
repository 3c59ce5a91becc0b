// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** A properties file in UTF-8. */
public final class SettingsFile {
  private SettingsFile() {}

  /**
   * Reads a file.
   *
   * @return its settings, unchecked
   * @throws InvalidSettingException if it can't be read
   */
  public static Map<String, String> read(Path file) throws InvalidSettingException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (NoSuchFileException e) {
      throw new InvalidSettingException("--config: there is no file " + file);
    } catch (MalformedInputException e) {
      throw new InvalidSettingException("--config: " + file + " is not a text in UTF-8");
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidSettingException("--config: can't read " + file + ": " + e.getMessage());
    }
    Map<String, String> settings = new TreeMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> settings.put(name, properties.getProperty(name).strip()));
    return settings;
  }
}
