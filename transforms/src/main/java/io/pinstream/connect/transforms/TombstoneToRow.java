// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * Lets a sink that appends rows keep deletions: a tombstone becomes a row of two fields, its key
 * and {@code deleted = true}; every other row gets {@code deleted = false}.
 *
 * <p>Keys are whole numbers, or their decimals as text, and become int64. Values are structs or
 * schemaless maps. A tombstone's row has a schema of its own, so the sink has to take a row in
 * which columns are missing: Iceberg's fills them with nulls. A tombstone without such a key, which
 * deletes no row, and a value without fields pass as they are.
 */
public final class TombstoneToRow<R extends ConnectRecord<R>>
    implements Transformation<R>, VersionedByJar {
  static final String KEY_FIELD = "key.field";
  static final String DELETED_FIELD = "deleted.field";

  public static final String OVERVIEW_DOC =
      "Turn a tombstone into a row that has its key and says that it is deleted, and let every"
          + " other row say that it is not. For sinks that append rows.";

  public static final ConfigDef CONFIG_DEF =
      new ConfigDef()
          .define(
              KEY_FIELD,
              ConfigDef.Type.STRING,
              "ind",
              new ConfigDef.NonEmptyString(),
              Importance.MEDIUM,
              "The field of a tombstone's row that gets the record's key, as an int64.")
          .define(
              DELETED_FIELD,
              ConfigDef.Type.STRING,
              "deleted",
              new ConfigDef.NonEmptyString(),
              Importance.MEDIUM,
              "The boolean field that says whether the row is a tombstone's.");

  private String keyField;
  private String deletedField;
  private Schema tombstoneSchema;
  private Schema lastSchema;
  private Schema extendedSchema;

  @Override
  public void configure(Map<String, ?> settings) {
    Map<String, Object> parsed = CONFIG_DEF.parse(settings);
    keyField = (String) parsed.get(KEY_FIELD);
    deletedField = (String) parsed.get(DELETED_FIELD);
    if (deletedField.equals(keyField)) {
      throw new ConfigException(
          DELETED_FIELD, deletedField, "expected another field than " + KEY_FIELD);
    }
    tombstoneSchema =
        SchemaBuilder.struct()
            .field(keyField, Schema.INT64_SCHEMA)
            .field(deletedField, Schema.BOOLEAN_SCHEMA)
            .build();
  }

  @Override
  public R apply(R record) {
    Object value = record.value();
    if (value == null) {
      return tombstone(record);
    }
    if (value instanceof Struct struct) {
      Struct row = FieldReader.copy(struct, extended(struct.schema()));
      row.put(deletedField, false);
      return withValue(record, row.schema(), row);
    }
    if (value instanceof Map<?, ?> map) {
      if (map.containsKey(deletedField)) {
        throw taken();
      }
      Map<Object, Object> row = new LinkedHashMap<>(map);
      row.put(deletedField, false);
      return withValue(record, null, row);
    }
    return record;
  }

  private R tombstone(R record) {
    String text = String.valueOf(record.key());
    // Java reads other scripts' digits too, and takes minutes for a million of them.
    if (!text.matches("-?0*[0-9]{1,19}") || new BigInteger(text).bitLength() >= Long.SIZE) {
      return record;
    }
    Struct row = new Struct(tombstoneSchema);
    row.put(keyField, Long.valueOf(text));
    row.put(deletedField, true);
    return withValue(record, tombstoneSchema, row);
  }

  private Schema extended(Schema schema) {
    if (schema != lastSchema) {
      if (schema.field(deletedField) != null) {
        throw taken();
      }
      List<Field> fields = new ArrayList<>(schema.fields());
      fields.add(new Field(deletedField, fields.size(), Schema.BOOLEAN_SCHEMA));
      extendedSchema = OutputSchema.struct(schema, null, fields);
      lastSchema = schema;
    }
    return extendedSchema;
  }

  private DataException taken() {
    return new DataException(
        "The rows have a field "
            + deletedField
            + " of their own, and what it says would be lost: set "
            + DELETED_FIELD
            + " to a name that no field has.");
  }

  private R withValue(R record, Schema schema, Object value) {
    return record.newRecord(
        record.topic(),
        record.kafkaPartition(),
        record.keySchema(),
        record.key(),
        schema,
        value,
        record.timestamp());
  }

  @Override
  public ConfigDef config() {
    return CONFIG_DEF;
  }

  @Override
  public void close() {}
}
