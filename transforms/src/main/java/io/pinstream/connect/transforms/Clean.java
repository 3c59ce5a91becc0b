// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.util.Map;
import java.util.SortedMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * Cleans records in one pass: output fields in their declared order, each with its source, its
 * operations and its type. Works on structs and on schemaless maps; nulls and tombstones pass.
 *
 * <p>The language, the presets and the settings are described in {@code docs/clean.md}.
 */
public abstract class Clean<R extends ConnectRecord<R>> implements Transformation<R> {
  /** What this transform is for. */
  public static final String OVERVIEW_DOC =
      "Clean records in one pass, by a preset or by one expression per output field. Use the"
          + " concrete type for the record key ("
          + Key.class.getName()
          + ") or value ("
          + Value.class.getName()
          + ").";

  /** The settings, but for the expressions: {@code field.<name>}. */
  public static final ConfigDef CONFIG_DEF = CleanConfig.DEF;

  private final UncleanFieldListener<R> onUncleanField = this::unclean;
  private OnError onError;
  private Plans plans;
  private FailureLog failures;

  @Override
  public void configure(Map<String, ?> settings) {
    CleanConfig config = new CleanConfig(settings);
    onError = config.onError();
    plans = new Plans(new PlanCompiler(config));
    failures = new FailureLog();
  }

  /**
   * Cleans a record.
   *
   * @throws DataException when it can't be cleaned and {@code on.error} is {@code fail}
   */
  @Override
  public R apply(R record) {
    Object value = operatingValue(record);
    if (value == null) {
      return record;
    }
    try {
      Plan plan = planFor(value);
      Object cleaned = clean(plan, record, value);
      return withOperatingValue(record, plan.outputSchema(), cleaned);
    } catch (UncleanRecordException e) {
      String message = FailureMessage.of(record, part(), e.field(), e.original(), e.getMessage());
      if (onError == OnError.FAIL) {
        throw new DataException(message, e);
      }
      failures.add(message);
      return ErrorHeaders.addTo(record, e.field(), message);
    }
  }

  private Object clean(Plan plan, R record, Object value) {
    try {
      return plan.clean(value, record, onUncleanField);
    } catch (ClassCastException e) {
      // A sorted map compares the keys it has with the field names it is asked for.
      if (value instanceof SortedMap<?, ?>) {
        throw new UncleanRecordException(null, value, "a map whose keys are text");
      }
      throw e;
    }
  }

  private Plan planFor(Object value) {
    if (value instanceof Struct struct) {
      return plans.forSchema(struct.schema());
    }
    if (value instanceof Map<?, ?>) {
      return plans.forMaps();
    }
    throw new UncleanRecordException(null, value, "a struct or a map");
  }

  private void unclean(R record, String field, Object original, String expected) {
    if (onError == OnError.FAIL || onError == OnError.HEADER) {
      throw new UncleanRecordException(field, original, expected);
    }
    failures.add(FailureMessage.of(record, part(), field, original, expected));
  }

  @Override
  public ConfigDef config() {
    return CONFIG_DEF;
  }

  @Override
  public void close() {
    if (failures != null) {
      failures.close();
    }
  }

  /** "key" or "value". */
  protected abstract String part();

  /** The key or the value. */
  protected abstract Object operatingValue(R record);

  /** The same record with another key or value. */
  protected abstract R withOperatingValue(R record, Schema schema, Object value);

  /** Cleans record keys. */
  public static final class Key<R extends ConnectRecord<R>> extends Clean<R> {
    @Override
    protected String part() {
      return "key";
    }

    @Override
    protected Object operatingValue(R record) {
      return record.key();
    }

    @Override
    protected R withOperatingValue(R record, Schema schema, Object key) {
      return record.newRecord(
          record.topic(),
          record.kafkaPartition(),
          schema,
          key,
          record.valueSchema(),
          record.value(),
          record.timestamp());
    }
  }

  /** Cleans record values. */
  public static final class Value<R extends ConnectRecord<R>> extends Clean<R> {
    @Override
    protected String part() {
      return "value";
    }

    @Override
    protected Object operatingValue(R record) {
      return record.value();
    }

    @Override
    protected R withOperatingValue(R record, Schema schema, Object value) {
      return record.newRecord(
          record.topic(),
          record.kafkaPartition(),
          record.keySchema(),
          record.key(),
          schema,
          value,
          record.timestamp());
    }
  }
}
