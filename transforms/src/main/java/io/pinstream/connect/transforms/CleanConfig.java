// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import io.pinstream.connect.transforms.FieldExpression.Input;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
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

  static final ConfigDef DEF = define();

  private static ConfigDef define() {
    ConfigDef settings =
        new ConfigDef()
            .define(
                PRESET,
                ConfigDef.Type.STRING,
                null,
                checkedBy(CleanConfig::checkPreset, Preset.NAMES.toString()),
                Importance.HIGH,
                """
                Settings that come ready made: for the tables of pins, geolocations and users, and for the post that is \
                joined of them. Every other setting overrides its part of the preset.\
                """)
            .define(
                PRESETS,
                ConfigDef.Type.LIST,
                null,
                checkedBy(CleanConfig::checkPresets, "some of " + Preset.NAMES),
                Importance.HIGH,
                """
                Presets for the records of several topics: each is cleaned by the one that is called like the last part of \
                its topic's name, 'ada.pin' by 'pin'. A record of any other topic meets on.error.\
                """)
            .define(
                FIELDS,
                ConfigDef.Type.LIST,
                null,
                checkedBy(CleanConfig::checkNames, "names, each once"),
                Importance.HIGH,
                """
                The output fields in order; '*' stands for the input fields that no expression names. Without it they are \
                left out. Default: the preset's. A field without an expression of its own is the input field of its name, \
                unchanged.\
                """)
            .define(
                RECORD_REQUIRES,
                ConfigDef.Type.LIST,
                null,
                checkedBy(CleanConfig::alternatives, "alternatives of names"),
                Importance.MEDIUM,
                """
                Input fields that every record of this table has, whatever they hold, each with its alternatives: \
                'id, name or title'. A record without them is of another table and meets on.error. Default: the preset's, \
                else none.\
                """)
            .define(
                SCHEMA_OUTPUT,
                ConfigDef.Type.STRING,
                word(SchemaOutput.KEEP),
                oneOf(SchemaOutput.values()),
                Importance.MEDIUM,
                """
                Whether cleaned records carry a schema: keep = as they came, add = always (every field needs a type), \
                remove = never.\
                """)
            .define(
                SCHEMA_NAME,
                ConfigDef.Type.STRING,
                null,
                Importance.LOW,
                "The name of the output schema. Default: the preset's, else the input's.")
            .define(
                TIMESTAMP_OUTPUT,
                ConfigDef.Type.STRING,
                word(TimestampOutput.AUTO),
                oneOf(TimestampOutput.values()),
                Importance.MEDIUM,
                """
                How timestamps leave: iso = as text such as 2018-06-26T02:39:25Z, timestamp = as Connect's Timestamp, \
                auto = the latter in records with a schema, text in those without.\
                """)
            .define(
                ON_ERROR,
                ConfigDef.Type.STRING,
                word(OnError.FAIL),
                oneOf(OnError.values()),
                Importance.HIGH,
                """
                What becomes of what can't be cleaned: fail = an error that names the record and the rule, null = the field \
                becomes null, keep = the same, and its original text goes to the map field '%s', header = the record goes \
                on with the key and the value it came with. Where no field can be blamed, or it can't be null, the last \
                three do as header does; a record that goes on so has the reason in the headers '%s' and '%s'.\
                """
                    .formatted(SIDE_FIELD, ErrorHeaders.REASON, ErrorHeaders.FIELD));
    // A worker checks only settings that are declared here: the presets' fields are those that it
    // can be told of before there are any settings.
    Preset.NAMES.stream()
        .flatMap(preset -> Preset.load(preset).fields().stream())
        .distinct()
        .forEach(
            field ->
                settings.define(
                    FIELD_PREFIX + field,
                    ConfigDef.Type.STRING,
                    null,
                    checkedBy(FieldExpressionParser::parse, "an expression"),
                    Importance.LOW,
                    "What the output field " + field + " is made of. Default: the preset's."));
    return settings;
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
      tables.put("", table(name == null ? Preset.NONE : Preset.load(name)));
    } else {
      OF_ONE_TABLE.forEach(this::rejectBesidePresets);
      presets.forEach(name -> tables.put(name, table(Preset.load(name))));
    }
    Set<String> expressions = new HashSet<>();
    tables.values().forEach(table -> expressions.addAll(table.expressions().keySet()));
    rejectExpressionsOfNoField(expressions);
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

  private void rejectExpressionsOfNoField(Set<String> fields) {
    for (Map.Entry<String, Object> line : originalsWithPrefix(FIELD_PREFIX).entrySet()) {
      if (!fields.contains(line.getKey())) {
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

  private Table table(Preset preset) {
    List<String> own = getList(FIELDS);
    List<String> names = own == null ? preset.fields() : own;
    if (names.isEmpty()) {
      throw new ConfigException(
          FIELDS, own, "expected the output fields in order, or a " + PRESET + ", or " + PRESETS);
    }
    // The preset's in its order, then those of one's own by name.
    Map<String, String> lines = new LinkedHashMap<>();
    preset.fields().forEach(name -> lines.put(name, preset.expressions().get(name)));
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
    List<String> requires = getList(RECORD_REQUIRES);
    String schemaName = getString(SCHEMA_NAME);
    return new Table(
        List.copyOf(names),
        expressions,
        alternatives(requires == null ? preset.requires() : requires),
        schemaName == null ? preset.schemaName() : schemaName);
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

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static Validator oneOf(Enum<?>[] values) {
    return ConfigDef.ValidString.in(
        Arrays.stream(values).map(CleanConfig::word).toArray(String[]::new));
  }

  /** What is there has to pass a check, which says what it expected. */
  @SuppressWarnings("unchecked") // The setting's type says what its values are.
  private static <T> Validator checkedBy(Consumer<T> check, String description) {
    return ConfigDef.LambdaValidator.with(
        (name, value) -> {
          if (value != null) {
            try {
              check.accept((T) value);
            } catch (IllegalArgumentException e) {
              throw new ConfigException(name, value, "expected " + e.getMessage());
            }
          }
        },
        () -> description);
  }
}
