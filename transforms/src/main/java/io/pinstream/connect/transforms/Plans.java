// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import io.pinstream.connect.transforms.FieldExpression.Input;
import io.pinstream.connect.transforms.Table.DeclaredField;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plans made so far for the records of one table. For one task, that is, for one thread. */
final class Plans {
  /**
   * A table has one schema, some more while it changes; a topic of many tables may have hundreds.
   */
  private static final int REMEMBERED = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(Clean.class);
  private static final int LOGGED = 100;

  private final Table table;
  private final CleanConfig config;
  private final Cache<Object, Plan> byShape = new LRUCache<>(REMEMBERED);
  private final Set<String> logged = new HashSet<>();
  private Plan forAllMaps;
  private Schema lastSchema;
  private Plan lastPlan;

  Plans(Table table, CleanConfig config) {
    this.table = table;
    this.config = config;
  }

  /**
   * The plan for a record's value or key.
   *
   * @throws UncleanRecordException when nothing like it can be cleaned
   */
  Plan planFor(Object value) {
    if (value instanceof Struct struct) {
      return forSchema(struct.schema());
    }
    if (value instanceof Map<?, ?> map) {
      return table.keepsRest() ? forKeys(map) : forMaps();
    }
    throw new UncleanRecordException(null, value, "a struct or a map");
  }

  private Plan forSchema(Schema schema) {
    // Records in a row mostly share one schema object: no hashing of its every field for them.
    if (schema != lastSchema) {
      Plan plan = byShape.get(schema);
      if (plan == null) {
        List<String> names = schema.fields().stream().map(Field::name).toList();
        List<DeclaredField> fields = fields(names);
        plan = new Plan(table, fields, schema, config);
        byShape.put(schema, plan);
        logDifferences(fields, schema);
      }
      lastSchema = schema;
      lastPlan = plan;
    }
    return lastPlan;
  }

  private Plan forMaps() {
    if (forAllMaps == null) {
      forAllMaps = new Plan(table, fields(List.of()), null, config);
    }
    return forAllMaps;
  }

  private Plan forKeys(Map<?, ?> map) {
    List<String> names = new ArrayList<>();
    for (Object key : map.keySet()) {
      if (!(key instanceof String name)) {
        throw new UncleanRecordException(null, map, "a map whose keys are text");
      }
      names.add(name);
    }
    Plan plan = byShape.get(names);
    if (plan == null) {
      plan = new Plan(table, fields(names), null, config);
      byShape.put(names, plan);
    }
    return plan;
  }

  private List<DeclaredField> fields(List<String> inputFields) {
    List<DeclaredField> fields = table.fieldsOf(inputFields);
    return config.onError() == OnError.KEEP
        ? fields.stream().filter(field -> !field.name().equals(CleanConfig.SIDE_FIELD)).toList()
        : fields;
  }

  /** A misspelled field shows here, and only here: it is null in every record. */
  private void logDifferences(List<DeclaredField> fields, Schema input) {
    Set<String> left = new LinkedHashSet<>();
    input.fields().forEach(field -> left.add(field.name()));
    Set<String> unknown = new LinkedHashSet<>();
    for (DeclaredField declared : fields) {
      List<Input> sources = declared.expression().inputs();
      if (!sources.isEmpty()
          && sources.stream().allMatch(source -> source.schemaIn(input) == null)) {
        unknown.add(declared.name());
      }
      for (Input source : sources) {
        source.fieldsIn(input).stream().limit(1).map(Field::name).forEach(left::remove);
      }
    }
    String line =
        "Cleaning records of the schema %s: input fields left out %s, output fields without input %s"
            .formatted(input.name(), left, unknown);
    // Schemas that come by the thousand say the same, or too much.
    if (logged.size() < LOGGED && logged.add(line)) {
      LOG.info(line);
    }
  }
}
