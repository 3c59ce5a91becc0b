// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.connect;

import io.pinstream.rest.config.InvalidSettingException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.utils.Utils;

/** Makes what a setting names: a transform, a predicate or a converter. */
final class Plugin {
  private Plugin() {}

  /**
   * A new instance of the class that a setting names.
   *
   * @throws InvalidSettingException if it is not set, or no such class
   */
  static <T> T make(Map<String, String> settings, String setting, Class<T> type)
      throws InvalidSettingException {
    String name = settings.getOrDefault(setting, "");
    if (name.isBlank()) {
      throw new InvalidSettingException(
          setting + " is not set; expected the class of a " + type.getSimpleName());
    }
    try {
      return Utils.newInstance(name, type);
    } catch (ClassNotFoundException e) {
      throw new InvalidSettingException(
          setting + ": there is no class " + name + "; put its jar on the class path (lib)");
    } catch (KafkaException | ClassCastException | LinkageError e) {
      throw new InvalidSettingException(
          setting + ": " + name + " is no " + type.getName() + " that can be made");
    }
  }

  /** The settings that begin with a prefix, without it. */
  static Map<String, String> withPrefix(Map<String, String> settings, String prefix) {
    Map<String, String> own = new TreeMap<>();
    settings.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            own.put(name.substring(prefix.length()), value);
          }
        });
    return own;
  }

  /**
   * Checks settings as a worker does before it makes a connector.
   *
   * @param prefix what they begin with in the user's file, for the message
   */
  static void check(ConfigDef definition, Map<String, String> settings, String prefix)
      throws InvalidSettingException {
    for (ConfigValue value : definition.validate(settings)) {
      if (!value.errorMessages().isEmpty()) {
        throw new InvalidSettingException(
            prefix + value.name() + ": " + value.errorMessages().get(0));
      }
    }
  }

  /** A step that may find settings wrong. */
  interface Configuring {
    void run();
  }

  /** Runs it, and names where what it finds wrong stands. */
  static void configure(String prefix, Configuring configuring) throws InvalidSettingException {
    try {
      configuring.run();
    } catch (ConfigException e) {
      throw new InvalidSettingException(prefix + "*: " + e.getMessage());
    }
  }
}
