// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Recommender;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** Numbers the settings of each group in the order in which they are declared. */
final class SettingsBuilder {

  private static final Map<Class<?>, ConfigDef.Type> TYPES =
      Map.of(
          Integer.class, ConfigDef.Type.INT,
          Long.class, ConfigDef.Type.LONG,
          Double.class, ConfigDef.Type.DOUBLE,
          String.class, ConfigDef.Type.STRING);

  private final ConfigDef def = new ConfigDef();
  private String group;
  private int order;

  /** The group of the settings that follow. */
  SettingsBuilder in(String newGroup) {
    group = newGroup;
    order = 0;
    return this;
  }

  /** A setting without a default. */
  SettingsBuilder required(
      String name, ConfigDef.Type type, Validator validator, String displayName, String doc) {
    return define(
        name, type, ConfigDef.NO_DEFAULT_VALUE, validator, Importance.HIGH, displayName, doc);
  }

  /** A text or number; its type is that of the default. */
  SettingsBuilder optional(
      String name,
      Object defaultValue,
      Validator validator,
      Importance importance,
      String displayName,
      String doc) {
    ConfigDef.Type type = TYPES.get(defaultValue.getClass());
    return define(name, type, defaultValue, validator, importance, displayName, doc);
  }

  /** At least one name. */
  SettingsBuilder names(String name, String defaultNames, String displayName, String doc) {
    return names(name, defaultNames, any -> {}, displayName, doc);
  }

  /**
   * At least one name.
   *
   * @param each throws an {@link IllegalArgumentException} at a name that is none
   */
  SettingsBuilder names(
      String name, String defaultNames, Consumer<String> each, String displayName, String doc) {
    return define(
        name,
        ConfigDef.Type.LIST,
        defaultNames,
        new Names(each),
        Importance.HIGH,
        displayName,
        doc);
  }

  /** One of the constants of an enumeration. */
  SettingsBuilder choice(
      String name, Enum<?> defaultChoice, Importance importance, String displayName, String doc) {
    OneOf choices =
        new OneOf(
            Arrays.stream(defaultChoice.getDeclaringClass().getEnumConstants())
                .map(choice -> Choice.text((Enum<?>) choice))
                .toList());
    return define(
        name,
        ConfigDef.Type.STRING,
        Choice.text(defaultChoice),
        choices,
        importance,
        displayName,
        doc);
  }

  private SettingsBuilder define(
      String name,
      ConfigDef.Type type,
      Object defaultValue,
      Validator validator,
      Importance importance,
      String displayName,
      String doc) {
    Width width =
        type == ConfigDef.Type.STRING || type == ConfigDef.Type.LIST ? Width.LONG : Width.SHORT;
    Recommender recommender = validator instanceof OneOf choices ? choices : null;
    def.define(
        name,
        type,
        defaultValue,
        validator,
        importance,
        doc,
        group,
        ++order,
        width,
        displayName,
        recommender);
    return this;
  }

  ConfigDef build() {
    return def;
  }

  /** Accepts a list with no empty entry. */
  private record Names(Consumer<String> each) implements Validator {

    @Override
    public void ensureValid(String name, Object value) {
      List<?> list = (List<?>) value;
      if (list.isEmpty() || list.contains("")) {
        throw new ConfigException(name, value, "expected names separated by commas");
      }
      try {
        list.forEach(entry -> each.accept((String) entry));
      } catch (IllegalArgumentException e) {
        throw new ConfigException(name, value, e.getMessage());
      }
    }

    @Override
    public String toString() {
      return "names separated by commas";
    }
  }

  /** Accepts some names, and recommends them to user interfaces. */
  private record OneOf(List<String> names) implements Validator, Recommender {

    @Override
    public void ensureValid(String name, Object value) {
      if (!names.contains((String) value)) {
        throw new ConfigException(name, value, "expected one of " + this);
      }
    }

    @Override
    public List<Object> validValues(String name, Map<String, Object> parsedConfig) {
      return List.copyOf(names);
    }

    @Override
    public boolean visible(String name, Map<String, Object> parsedConfig) {
      return true;
    }

    @Override
    public String toString() {
      return String.join(", ", names);
    }
  }
}
