// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * Cleans records in one pass: output fields in their declared order, each with its source, its
 * operations and its type. Works on structs and on schemaless maps; nulls and tombstones pass.
 *
 * <p>The language, the presets and the settings are described in {@code docs/clean.md}.
 */
public abstract class Clean<R extends ConnectRecord<R>>
    implements Transformation<R>, VersionedByJar {
  public static final String OVERVIEW_DOC =
      "Clean records in one pass, by a preset or by one expression per output field. Use the"
          + " concrete type for the record key ("
          + Key.class.getName()
          + ") or value ("
          + Value.class.getName()
          + ").";

  /** Header of a record that went on uncleaned: what could not be cleaned, and why, as text. */
  static final String REASON = "clean.error.reason";

  /** The output field to blame, as text; no such header when it is the record as a whole. */
  static final String REASON_FIELD = "clean.error.field";

  /** The settings, but for the expressions: {@code field.<name>}. */
  public static final ConfigDef CONFIG_DEF = CleanConfig.DEF;

  private final boolean ofKeys;
  private CleanConfig config;
  private final BiConsumer<R, Unclean> onUncleanField = this::unclean;
  private OnError onError;
  private FailureLog failures;
  private final Map<Table, Plans> plansByTable = new HashMap<>();
  private final Map<String, Plans> plansByTopic = new HashMap<>();
  private final Function<String, Plans> plansOfTopic = this::plansOf;

  private Clean(boolean ofKeys) {
    this.ofKeys = ofKeys;
  }

  @Override
  public void configure(Map<String, ?> settings) {
    config = new CleanConfig(settings);
    onError = config.onError();
    failures = new FailureLog();
    plansByTable.clear();
    plansByTopic.clear();
  }

  /**
   * Cleans a record.
   *
   * @throws UncleanException when it can't be cleaned and {@code on.error} is {@code fail}
   */
  @Override
  public R apply(R record) {
    Object value = operatingValue(record);
    if (value == null) {
      return record;
    }
    try {
      Plan plan = plansByTopic.computeIfAbsent(record.topic(), plansOfTopic).planFor(value);
      Object cleaned = plan.clean(value, record, onUncleanField);
      return withOperatingValue(record, plan.outputSchema(), cleaned);
    } catch (Unclean e) {
      String message = failure(record, e);
      if (onError == OnError.FAIL) {
        throw new UncleanException(message, e);
      }
      failures.add(message);
      return withReason(record, e.field(), message);
    }
  }

  private Plans plansOf(String topic) {
    return plansByTable.computeIfAbsent(config.tableOf(topic), table -> new Plans(table, config));
  }

  private void unclean(R record, Unclean e) {
    if (onError == OnError.FAIL || onError == OnError.HEADER) {
      throw e;
    }
    failures.add(failure(record, e));
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

  private Object operatingValue(R record) {
    return ofKeys ? record.key() : record.value();
  }

  private R withOperatingValue(R record, Schema schema, Object cleaned) {
    // With headers of its own: Connect gives a record to the transformations again when it is to be
    // sent again, and then what one behind this one has added would be there twice.
    return record.newRecord(
        record.topic(),
        record.kafkaPartition(),
        ofKeys ? schema : record.keySchema(),
        ofKeys ? cleaned : record.key(),
        ofKeys ? record.valueSchema() : schema,
        ofKeys ? record.value() : cleaned,
        record.timestamp());
  }

  private R withReason(R record, String field, String reason) {
    Schema schema = ofKeys ? record.keySchema() : record.valueSchema();
    R same = withOperatingValue(record, schema, operatingValue(record));
    Headers headers = same.headers();
    headers.remove(REASON);
    headers.remove(REASON_FIELD);
    headers.addString(REASON, reason);
    if (field != null) {
      headers.addString(REASON_FIELD, field);
    }
    return same;
  }

  private String failure(R record, Unclean e) {
    return FailureMessage.of(record, ofKeys ? "key" : "value", e);
  }

  /** Cleans record keys. */
  public static final class Key<R extends ConnectRecord<R>> extends Clean<R> {
    public Key() {
      super(true);
    }
  }

  /** Cleans record values. */
  public static final class Value<R extends ConnectRecord<R>> extends Clean<R> {
    public Value() {
      super(false);
    }
  }
}
