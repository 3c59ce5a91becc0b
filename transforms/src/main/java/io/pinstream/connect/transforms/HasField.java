// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import io.pinstream.connect.transforms.FieldExpression.Input;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/** True for records that have a field, whatever it holds; false for what has no fields. */
public abstract class HasField<R extends ConnectRecord<R>> implements Predicate<R>, VersionedByJar {
  static final String FIELD = "field";

  public static final ConfigDef CONFIG_DEF =
      new ConfigDef()
          .define(
              FIELD,
              ConfigDef.Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              CleanConfig.checkedBy(FieldExpressionParser::parseInputs),
              Importance.HIGH,
              "The field. With alternatives, 'ind or index', one of them is enough; 'after.ind' is"
                  + " the field ind of the struct or map in the field after.");

  private final Function<R, Object> part;
  private List<Input> fields;

  private HasField(Function<R, Object> part) {
    this.part = part;
  }

  @Override
  public void configure(Map<String, ?> settings) {
    String names = (String) CONFIG_DEF.parse(settings).get(FIELD);
    fields = FieldExpressionParser.parseInputs(names);
  }

  @Override
  public boolean test(R record) {
    Object value = part.apply(record);
    return fields.stream().anyMatch(field -> has(value, field));
  }

  private static boolean has(Object value, Input field) {
    try {
      return field.isIn(value);
    } catch (ClassCastException e) {
      // A sorted map compares the keys it has, which are no text, with what it is asked for.
      return false;
    }
  }

  @Override
  public ConfigDef config() {
    return CONFIG_DEF;
  }

  @Override
  public void close() {}

  /** Looks at record keys. */
  public static final class Key<R extends ConnectRecord<R>> extends HasField<R> {
    public Key() {
      super(ConnectRecord::key);
    }
  }

  /** Looks at record values. */
  public static final class Value<R extends ConnectRecord<R>> extends HasField<R> {
    public Value() {
      super(ConnectRecord::value);
    }
  }
}
