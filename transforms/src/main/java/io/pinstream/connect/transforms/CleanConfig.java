// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import io.pinstream.connect.transforms.FieldExpression.Input;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;

/** The settings of {@link Clean}, read and checked as a whole. */
final class CleanConfig extends AbstractConfig {
  static final String PRESET = "preset";
  static final String FIELDS = "fields";
  static final String FIELD_PREFIX = "field.";
  static final String RECORD_REQUIRES = "record.requires";
  static final String SCHEMA_NAME = "schema.name";
  static final String SCHEMA_OUTPUT = "schema.output";
  static final String TIMESTAMP_OUTPUT = "timestamp.output";
  static final String ON_ERROR = "on.error";

  /** Where {@code on.error=keep} puts what it could not clean. */
  static final String SIDE_FIELD = "unclean";

  static final ConfigDef DEF = define();

  private static ConfigDef define() {
    ConfigDef settings =
        new ConfigDef()
            .define(
                PRESET,
                ConfigDef.Type.STRING,
                null,
                oneOfOrNull(Preset.NAMES),
                Importance.HIGH,
                "Settings that come ready made: for the tables of pins, geolocations and users, and for"
                    + " the post that is joined of them. Every other setting overrides its part of"
                    + " the preset.")
            .define(
                FIELDS,
                ConfigDef.Type.LIST,
                null,
                checkedBy(CleanConfig::checkNames, "names, each once"),
                Importance.HIGH,
                "The output fields in order; input fields that no expression names are left out."
                    + " Default: the preset's. A field without an expression of its own is the input"
                    + " field of its name, unchanged.")
            .define(
                RECORD_REQUIRES,
                ConfigDef.Type.LIST,
                null,
                checkedBy(CleanConfig::alternatives, "alternatives of names"),
                Importance.MEDIUM,
                "Input fields that every record of this table has, whatever they hold, each with its"
                    + " alternatives: 'id, name or title'. A record without them is of another table"
                    + " and meets on.error. Default: the preset's, else none.")
            .define(
                SCHEMA_OUTPUT,
                ConfigDef.Type.STRING,
                word(SchemaOutput.KEEP),
                oneOf(SchemaOutput.values()),
                Importance.MEDIUM,
                "Whether cleaned records carry a schema: keep = as they came, add = always (every field"
                    + " needs a type), remove = never.")
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
                "How timestamps leave: iso = as text such as 2018-06-26T02:39:25Z, timestamp = as"
                    + " Connect's Timestamp, auto = the latter in records with a schema, text in"
                    + " those without.")
            .define(
                ON_ERROR,
                ConfigDef.Type.STRING,
                word(OnError.FAIL),
                oneOf(OnError.values()),
                Importance.HIGH,
                "What becomes of what can't be cleaned: fail = an error that names the record and the"
                    + " rule, null = the field becomes null, keep = the same, and its original text"
                    + " goes to the map field '"
                    + SIDE_FIELD
                    + "', header = the record goes on as it came. Where no field can be"
                    + " blamed, or it can't be null, the last three let the record go on as it came;"
                    + " a record that does so has the reason in the headers '"
                    + ErrorHeaders.REASON
                    + "' and '"
                    + ErrorHeaders.FIELD
                    + "'.");
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

  /** Keys that a worker leaves among a transform's settings. */
  private static final Set<String> WORKERS_KEYS =
      Set.of("type", "predicate", "negate", "plugin.version");

  /**
   * An output field as declared.
   *
   * @param name its name in the output
   * @param expression what it is made of
   */
  record DeclaredField(String name, FieldExpression expression) {}

  private final Preset preset;
  private final List<DeclaredField> fields;
  private final List<List<Input>> requires;

  /**
   * Reads the settings.
   *
   * @throws ConfigException naming the setting, and what was expected
   */
  CleanConfig(Map<String, ?> settings) {
    super(DEF, settings, false);
    String presetName = getString(PRESET);
    this.preset = presetName == null ? Preset.NONE : Preset.load(presetName);
    rejectUnknownSettings(settings);
    this.fields = readFields();
    this.requires = readRequires();
  }

  List<DeclaredField> fields() {
    return fields;
  }

  /** Input fields that a record has to have: one of each inner list. */
  List<List<Input>> requires() {
    return requires;
  }

  /** May be null: the input's. */
  String schemaName() {
    String name = getString(SCHEMA_NAME);
    return name == null ? preset.schemaName() : name;
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
            "Unknown setting "
                + setting
                + ": expected one of "
                + DEF.names().stream()
                    .filter(name -> !name.startsWith(FIELD_PREFIX))
                    .collect(Collectors.joining(", "))
                + " or "
                + FIELD_PREFIX
                + "<name>");
      }
    }
  }

  private List<DeclaredField> readFields() {
    List<String> names = getList(FIELDS) == null ? preset.fields() : getList(FIELDS);
    if (names.isEmpty()) {
      throw new ConfigException(
          FIELDS, getList(FIELDS), "expected the output fields in order, or a " + PRESET);
    }
    if (onError() == OnError.KEEP && names.contains(SIDE_FIELD)) {
      throw new ConfigException(
          FIELDS,
          names,
          "expected no field " + SIDE_FIELD + ": with " + ON_ERROR + "=keep it is the side field");
    }
    Map<String, Object> own = originalsWithPrefix(FIELD_PREFIX);
    for (String name : own.keySet()) {
      if (!names.contains(name)) {
        throw new ConfigException(
            FIELD_PREFIX + name,
            own.get(name),
            "expected one of the " + FIELDS + ": " + String.join(", ", names));
      }
    }
    Map<String, String> expressions = new HashMap<>(preset.expressions());
    own.forEach((name, expression) -> expressions.put(name, String.valueOf(expression)));
    List<DeclaredField> declared = new ArrayList<>();
    for (String name : names) {
      declared.add(new DeclaredField(name, expression(name, expressions.get(name))));
    }
    return List.copyOf(declared);
  }

  private FieldExpression expression(String name, String text) {
    if (text == null) {
      text = '"' + name.replace("\"", "\"\"") + '"';
    }
    try {
      FieldExpression expression = FieldExpressionParser.parse(text);
      expression.check(schemaOutput() == SchemaOutput.ADD);
      return expression;
    } catch (IllegalArgumentException e) {
      throw new ConfigException(FIELD_PREFIX + name, text, "expected " + e.getMessage());
    }
  }

  private List<List<Input>> readRequires() {
    List<String> own = getList(RECORD_REQUIRES);
    return alternatives(own == null ? preset.requires() : own);
  }

  private static List<List<Input>> alternatives(List<String> settings) {
    return settings.stream().map(FieldExpressionParser::parseInputs).toList();
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

  private static ConfigDef.Validator oneOf(Enum<?>[] values) {
    String[] words = new String[values.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = word(values[i]);
    }
    return ConfigDef.ValidString.in(words);
  }

  private static ConfigDef.Validator oneOfOrNull(List<String> words) {
    return checkedBy(
        (String word) -> {
          if (!words.contains(word)) {
            throw new IllegalArgumentException("one of " + String.join(", ", words));
          }
        },
        words.toString());
  }

  /** What is there has to pass a check, which says what it expected. */
  @SuppressWarnings("unchecked") // The setting's type says what its values are.
  private static <T> ConfigDef.Validator checkedBy(Consumer<T> check, String description) {
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
