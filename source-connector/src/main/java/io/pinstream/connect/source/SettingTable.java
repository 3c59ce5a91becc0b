// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Recommender;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** Collects settings in the order in which they are declared. */
final class SettingTable {

  static final Object REQUIRED = ConfigDef.NO_DEFAULT_VALUE;

  private final ConfigDef definition = new ConfigDef();
  private final Map<String, SettingsPage.Entry> page = SettingsPage.read();

  ConfigDef definition() {
    return definition;
  }

  /**
   * Adds a setting; its group and its meaning stand on the page of the settings.
   *
   * @param validator or null; if it recommends values, so does the setting
   * @return its name
   */
  String add(
      String name,
      ConfigDef.Type type,
      Object defaultValue,
      Validator validator,
      Importance importance) {
    SettingsPage.Entry entry = page.get(name);
    String shown = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    definition.define(
        name,
        type,
        defaultValue,
        validator,
        importance,
        entry.meaning(),
        entry.group(),
        definition.names().size(),
        type == ConfigDef.Type.STRING || type == ConfigDef.Type.LIST ? Width.LONG : Width.SHORT,
        shown.replace('.', ' '),
        validator instanceof Recommender recommender ? recommender : null);
    return name;
  }

  /** Adds a choice of the constants of an enumeration, written in lower case with hyphens. */
  String choice(String name, Enum<?> defaultChoice, Importance importance) {
    OneOf names =
        Arrays.stream(defaultChoice.getDeclaringClass().getEnumConstants())
            .map(choice -> text((Enum<?>) choice))
            .collect(Collectors.collectingAndThen(Collectors.toList(), OneOf::new));
    return add(name, ConfigDef.Type.STRING, text(defaultChoice), names, importance);
  }

  /** Adds a share of the posts, none by default. */
  String share(String name) {
    return add(
        name, ConfigDef.Type.DOUBLE, 0.0, ConfigDef.Range.between(0.0, 1.0), Importance.MEDIUM);
  }

  static String text(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static <E extends Enum<E>> E chosen(Class<E> choices, String text) {
    return Enum.valueOf(choices, text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /**
   * Accepts what can be read.
   *
   * @param expected said of what can't; null to say what the exception says
   */
  static Validator parsed(Function<String, ?> parser, String expected) {
    return (name, value) -> {
      try {
        Object unused = parser.apply((String) value);
      } catch (RuntimeException e) {
        throw new ConfigException(
            name, value, expected == null ? e.getMessage() : "expected " + expected);
      }
    };
  }

  /** Leaves a value that is missing or can't be read to what Kafka says of it. */
  static Validator present(Validator validator) {
    return (name, value) -> {
      if (value != null) {
        validator.ensureValid(name, value);
      }
    };
  }

  /** Accepts a list of at least one name, none of them empty, each of which can be read. */
  static Validator names(Function<String, ?> parser) {
    return (name, value) -> {
      List<?> list = (List<?>) value;
      if (list.isEmpty() || list.contains("")) {
        throw new ConfigException(name, value, "expected names separated by commas");
      }
      list.forEach(entry -> parsed(parser, null).ensureValid(name, entry));
    };
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
