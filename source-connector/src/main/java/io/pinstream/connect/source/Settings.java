// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import io.pinstream.connect.source.database.TableName;
import io.pinstream.connect.source.database.TrustedAuthorities;
import io.pinstream.connect.source.sampling.IndexRange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Recommender;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.internals.Topic;

/**
 * The settings, declared by the page docs/settings.md, which the build puts into the jar: their
 * names, groups, meanings, types, defaults, values and importance. What a page can't say of values
 * is checked here.
 */
final class Settings {

  /** The heading of a group; or that of a setting, what it means, and the list of its type. */
  private static final Pattern PART =
      Pattern.compile(
          "## (?<group>.+)|### `(?<name>.+)`\\R\\R(?<meaning>.+)\\R\\R- Type: (?<type>.+)"
              + "\\R- (?:Required|Default: (?:empty|`(?<default>.+)`))"
              + "(?:\\R- Values: (?<values>.+))?\\R- Importance: (?<importance>.+)");

  private static final Pattern RANGE = Pattern.compile("\\[([^,]+),\\.\\.\\.(?:,(.+))?]");

  private static final String TOPIC_PART =
      "letters, digits, '.', '_' and '-' and at least one of them: topics are named after it";

  private static final String RATE = "0 for as fast as it goes, or a rate from 0.001 on";

  private static final Map<String, Validator> CHECKS =
      Map.of(
          "connection.url", JdbcUrl::check,
          "connection.ca.file", parsed(TrustedAuthorities::named, null),
          "db.timezone", parsed(ZoneId::of, "a time zone such as UTC, +02:00 or Europe/London"),
          "user.id", accepted(Topic::isValid, TOPIC_PART),
          "tables", names(TableName::parse),
          "index.columns", names(any -> any),
          "topics", names(any -> any),
          "topic.format", new NonEmptyString(),
          "sampling.range", parsed(IndexRange::parse, null),
          "posts.per.second", accepted(Settings::isRate, RATE));

  static final ConfigDef DEFINITION = definition(page());

  private Settings() {}

  private static String page() {
    try (InputStream in = Settings.class.getResourceAsStream("settings.md")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("settings.md in the connector's jar is unreadable", e);
    }
  }

  /** The settings that a page declares. */
  static ConfigDef definition(String page) {
    ConfigDef definition = new ConfigDef();
    String group = null;
    Matcher part = PART.matcher(page);
    while (part.find()) {
      if (part.group("group") != null) {
        group = part.group("group");
      } else {
        define(definition, group, part);
      }
    }
    return definition;
  }

  private static void define(ConfigDef definition, String group, Matcher part) {
    String name = part.group("name");
    ConfigDef.Type type = ConfigDef.Type.valueOf(part.group("type").toUpperCase(Locale.ROOT));
    String standard = part.group().contains("- Default: empty") ? "" : part.group("default");
    Validator validator =
        part.group("values") == null ? CHECKS.get(name) : allowed(name, type, part.group("values"));
    definition.define(
        name,
        type,
        standard == null ? ConfigDef.NO_DEFAULT_VALUE : standard,
        validator,
        Importance.valueOf(part.group("importance").toUpperCase(Locale.ROOT)),
        part.group("meaning"),
        group,
        definition.names().size(),
        type == ConfigDef.Type.STRING || type == ConfigDef.Type.LIST ? Width.LONG : Width.SHORT,
        name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1).replace('.', ' '),
        validator instanceof Recommender recommender ? recommender : null);
  }

  private static Validator allowed(String name, ConfigDef.Type type, String values) {
    Matcher range = RANGE.matcher(values);
    if (!range.matches()) {
      return new OneOf(List.of(values.split(", ")));
    }
    Number low = (Number) ConfigDef.parseType(name, range.group(1), type);
    Number high = (Number) ConfigDef.parseType(name, range.group(2), type);
    Range allowed = high == null ? Range.atLeast(low) : Range.between(low, high);
    return LambdaValidator.with(
        (setting, value) -> {
          // Which no range refuses.
          if (value instanceof Double number && number.isNaN()) {
            throw new ConfigException(setting, value, "expected a number");
          }
          allowed.ensureValid(setting, value);
        },
        allowed::toString);
  }

  private static boolean isRate(double rate) {
    return rate == 0 || (rate >= 0.001 && rate <= 1e9);
  }

  @SuppressWarnings("unchecked") // The setting's type says what its values are.
  private static <T> Validator accepted(Predicate<T> check, String expected) {
    return (name, value) -> {
      if (value != null && !check.test((T) value)) {
        throw new ConfigException(name, value, "expected " + expected);
      }
    };
  }

  /**
   * Accepts what can be read, and leaves a value that is missing to what Kafka says of it.
   *
   * @param expected said of what can't; null to say what the exception says
   */
  private static Validator parsed(Function<String, ?> parser, String expected) {
    return (name, value) -> {
      try {
        Object unused = value == null ? null : parser.apply((String) value);
      } catch (RuntimeException e) {
        throw new ConfigException(
            name, value, expected == null ? e.getMessage() : "expected " + expected);
      }
    };
  }

  /** Accepts a list of at least one name, none of them empty, each of which can be read. */
  private static Validator names(Function<String, ?> parser) {
    return (name, value) -> {
      List<?> list = (List<?>) value;
      if (list.isEmpty() || list.contains("")) {
        throw new ConfigException(name, value, "expected names separated by commas");
      }
      list.forEach(entry -> parsed(parser, null).ensureValid(name, entry));
    };
  }

  /** Accepts some words, and recommends them to user interfaces. */
  private record OneOf(List<String> words) implements Validator, Recommender {

    @Override
    public void ensureValid(String name, Object value) {
      if (!words.contains((String) value)) {
        throw new ConfigException(name, value, "expected one of " + String.join(", ", words));
      }
    }

    @Override
    public List<Object> validValues(String name, Map<String, Object> parsedConfig) {
      return List.copyOf(words);
    }

    @Override
    public boolean visible(String name, Map<String, Object> parsedConfig) {
      return true;
    }
  }
}
