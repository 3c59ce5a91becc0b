// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.pinstream.connect.transforms.FieldExpression.Input;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;

/** The settings of {@link Clean}, read and checked as a whole. */
final class CleanConfig extends AbstractConfig {
  static final String PRESET = "preset";
  static final String PRESETS = "presets";
  static final String FIELDS = "fields";
  static final String FIELD_PREFIX = "field.";
  static final String RECORD_REQUIRES = "record.requires";
  static final String SCHEMA_NAME = "schema.name";
  static final String SCHEMA_OUTPUT = "schema.output";
  static final String TIMESTAMP_OUTPUT = "timestamp.output";
  static final String ON_ERROR = "on.error";

  /** Where {@code on.error=keep} puts what it could not clean. */
  static final String SIDE_FIELD = "unclean";

  /** Keys that a worker leaves among a transform's settings. */
  private static final Set<String> WORKERS_KEYS =
      Set.of("type", "predicate", "negate", "plugin.version");

  /** Settings that are of one table: several presets can't share them. */
  private static final List<String> OF_ONE_TABLE =
      List.of(PRESET, FIELDS, RECORD_REQUIRES, SCHEMA_NAME);

  private static final Set<String> LISTS = Set.of(PRESETS, FIELDS, RECORD_REQUIRES);

  private static final Map<String, Validator> CHECKS =
      Map.of(
          PRESET, checkedBy(CleanConfig::checkPreset),
          PRESETS, checkedBy(CleanConfig::checkPresets),
          FIELDS, checkedBy(CleanConfig::checkNames),
          RECORD_REQUIRES, checkedBy(CleanConfig::alternatives));

  /** A row of the table that declares the settings, with the words of those that are a choice. */
  private static final Pattern ROW =
      Pattern.compile(
          "(?m)^\\| `([a-z.]+)`(?:<br>(?:\\[(.+)]|.+))? \\| (?:`(.+)`)? \\| (high|medium|low) \\| (.+) \\|$");

  static final ConfigDef DEF = define();

  /** The settings that docs/clean.md declares, which the build puts into the jar. */
  private static ConfigDef define() {
    ConfigDef settings = new ConfigDef();
    ROW.matcher(page()).results().forEach(row -> define(settings, row));
    // A worker checks only settings that are declared here: the presets' fields are those that it
    // can be told of before there are any settings.
    Preset.NAMES.stream()
        .flatMap(preset -> Preset.load(preset).keySet().stream())
        .filter(setting -> setting.startsWith(FIELD_PREFIX))
        .distinct()
        .forEach(
            field ->
                settings.define(
                    field,
                    STRING,
                    null,
                    checkedBy(FieldExpressionParser::parse),
                    Importance.LOW,
                    "What the output field is made of. Default: the preset's."));
    return settings;
  }

  private static void define(ConfigDef settings, MatchResult row) {
    String name = row.group(1);
    String standard = row.group(3);
    settings.define(
        name,
        LISTS.contains(name) ? LIST : STRING,
        standard,
        standard == null ? CHECKS.get(name) : ValidString.in(row.group(2).split(", ")),
        Importance.valueOf(row.group(4).toUpperCase(Locale.ROOT)),
        row.group(5));
  }

  private static String page() {
    try (InputStream page = CleanConfig.class.getResourceAsStream("clean.md")) {
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("clean.md in the transforms' jar is unreadable", e);
    }
  }

  /** By preset, or the only one by the empty name. */
  private final Map<String, Table> tables = new LinkedHashMap<>();

  /**
   * Reads the settings.
   *
   * @throws ConfigException naming the setting, and what was expected
   */
  CleanConfig(Map<String, ?> settings) {
    super(DEF, settings, false);
    rejectUnknownSettings(settings);
    List<String> presets = getList(PRESETS);
    if (presets == null) {
      String name = getString(PRESET);
      tables.put("", table(name == null ? Map.of() : Preset.load(name)));
    } else {
      OF_ONE_TABLE.forEach(this::rejectBesidePresets);
      presets.forEach(name -> tables.put(name, table(Preset.load(name))));
    }
    rejectExpressionsOfNoField();
  }

  /**
   * What is declared of the records of a topic.
   *
   * @throws Unclean when no preset is called like the last part of its name
   */
  Table tableOf(String topic) {
    Table only = tables.get("");
    if (only != null) {
      return only;
    }
    Table table = topic == null ? null : tables.get(topic.substring(topic.lastIndexOf('.') + 1));
    if (table == null) {
      throw new Unclean(
          null,
          topic,
          "a topic whose last part is one of the "
              + PRESETS
              + " "
              + String.join(", ", tables.keySet()));
    }
    return table;
  }

  SchemaOutput schemaOutput() {
    return value(SCHEMA_OUTPUT, SchemaOutput.class);
  }

  TimestampOutput timestampOutput() {
    return value(TIMESTAMP_OUTPUT, TimestampOutput.class);
  }

  OnError onError() {
    return value(ON_ERROR, OnError.class);
  }

  private static void rejectUnknownSettings(Map<String, ?> settings) {
    for (String setting : settings.keySet()) {
      if (!DEF.names().contains(setting)
          && !setting.startsWith(FIELD_PREFIX)
          && !WORKERS_KEYS.contains(setting)) {
        throw new ConfigException(
            DEF.names().stream()
                .filter(name -> !name.startsWith(FIELD_PREFIX))
                .collect(
                    Collectors.joining(
                        ", ",
                        "Unknown setting " + setting + ": expected one of ",
                        " or " + FIELD_PREFIX + "<name>")));
      }
    }
  }

  private void rejectBesidePresets(String setting) {
    if (get(setting) != null) {
      throw new ConfigException(
          setting,
          get(setting),
          "expected nothing, as " + PRESETS + " bring their own; for one table, set " + PRESET);
    }
  }

  private void rejectExpressionsOfNoField() {
    for (Map.Entry<String, Object> line : originalsWithPrefix(FIELD_PREFIX).entrySet()) {
      if (tables.values().stream().noneMatch(t -> t.expressions().containsKey(line.getKey()))) {
        throw new ConfigException(
            FIELD_PREFIX + line.getKey(),
            line.getValue(),
            tables.values().stream()
                .flatMap(table -> table.names().stream())
                .distinct()
                .collect(Collectors.joining(", ", "expected one of the " + FIELDS + ": ", "")));
      }
    }
  }

  private Table table(Map<String, String> preset) {
    List<String> names = list(FIELDS, preset);
    if (names.isEmpty()) {
      throw new ConfigException(
          FIELDS, names, "expected the output fields in order, or a " + PRESET + ", or " + PRESETS);
    }
    // The preset's in its order, then those of one's own by name.
    Map<String, String> lines = new LinkedHashMap<>();
    Preset.list(preset.get(FIELDS))
        .forEach(name -> lines.put(name, preset.get(FIELD_PREFIX + name)));
    new TreeMap<>(originalsWithPrefix(FIELD_PREFIX))
        .forEach((name, line) -> lines.put(name, String.valueOf(line)));
    if (!names.contains(Table.REST)) {
      lines.keySet().retainAll(names);
    }
    names.stream()
        .filter(name -> !name.equals(Table.REST))
        .forEach(name -> lines.putIfAbsent(name, null));
    if (onError() == OnError.KEEP && lines.containsKey(SIDE_FIELD)) {
      throw new ConfigException(
          names.contains(SIDE_FIELD) ? FIELDS : FIELD_PREFIX + SIDE_FIELD,
          names.contains(SIDE_FIELD) ? names : lines.get(SIDE_FIELD),
          "expected no field " + SIDE_FIELD + ": with " + ON_ERROR + "=keep it is the side field");
    }
    Map<String, FieldExpression> expressions = new LinkedHashMap<>();
    lines.forEach((name, line) -> expressions.put(name, expression(name, line)));
    String schemaName = getString(SCHEMA_NAME);
    return new Table(
        List.copyOf(names),
        expressions,
        alternatives(list(RECORD_REQUIRES, preset)),
        schemaName == null ? preset.get(SCHEMA_NAME) : schemaName);
  }

  private List<String> list(String setting, Map<String, String> preset) {
    List<String> own = getList(setting);
    return own == null ? Preset.list(preset.get(setting)) : own;
  }

  private FieldExpression expression(String name, String line) {
    try {
      FieldExpression expression =
          line == null ? FieldExpression.of(name) : FieldExpressionParser.parse(line);
      expression.check(schemaOutput() == SchemaOutput.ADD);
      return expression;
    } catch (IllegalArgumentException e) {
      throw new ConfigException(FIELD_PREFIX + name, line, "expected " + e.getMessage());
    }
  }

  private static List<List<Input>> alternatives(List<String> settings) {
    return settings.stream().map(FieldExpressionParser::parseInputs).toList();
  }

  private static void checkPreset(String name) {
    if (!Preset.NAMES.contains(name)) {
      throw new IllegalArgumentException("one of " + String.join(", ", Preset.NAMES));
    }
  }

  private static void checkPresets(List<String> names) {
    names.forEach(CleanConfig::checkPreset);
    checkNames(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("at least one preset");
    }
  }

  private static void checkNames(List<String> names) {
    if (names.contains("") || new HashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException("each name once, and no empty one");
    }
  }

  private <E extends Enum<E>> E value(String setting, Class<E> type) {
    return Enum.valueOf(type, getString(setting).toUpperCase(Locale.ROOT));
  }

  /** What is there has to pass a check, which says what it expected. */
  @SuppressWarnings("unchecked") // The setting's type says what its values are.
  static <T> Validator checkedBy(Consumer<T> check) {
    return (name, value) -> {
      if (value != null) {
        try {
          check.accept((T) value);
        } catch (IllegalArgumentException e) {
          throw new ConfigException(name, value, "expected " + e.getMessage());
        }
      }
    };
  }
}
