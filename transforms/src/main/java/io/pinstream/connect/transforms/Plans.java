// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

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
  private static final List<String> ANY_KEYS = List.of();

  private final Table table;
  private final CleanConfig config;
  private final boolean keysMatter;
  private final Cache<Object, Plan> byShape = new LRUCache<>(REMEMBERED);
  private final Set<String> logged = new HashSet<>();
  private Object lastShape;
  private Plan lastPlan;

  Plans(Table table, CleanConfig config) {
    this.table = table;
    this.config = config;
    this.keysMatter = table.keepsRest();
  }

  /**
   * The plan for a record's value or key.
   *
   * @throws Unclean when nothing like it can be cleaned
   */
  Plan planFor(Object value) {
    Object shape = shape(value);
    // Records in a row mostly share one schema object: no hashing of its every field for them.
    if (shape != lastShape) {
      Plan plan = byShape.get(shape);
      if (plan == null) {
        plan = shape instanceof Schema schema ? ofStructs(schema) : ofMaps((List<?>) shape);
        byShape.put(shape, plan);
      }
      lastPlan = plan;
      lastShape = shape;
    }
    return lastPlan;
  }

  /** The schema of a struct, or a map's keys where the output depends on them. */
  private Object shape(Object value) {
    if (value instanceof Struct struct) {
      return struct.schema();
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw new Unclean(null, value, "a struct or a map");
    }
    if (!keysMatter) {
      return ANY_KEYS;
    }
    List<Object> keys = new ArrayList<>(map.keySet());
    if (!keys.stream().allMatch(String.class::isInstance)) {
      throw new Unclean(null, map, "a map whose keys are text");
    }
    return keys;
  }

  private Plan ofMaps(List<?> keys) {
    return new Plan(table, fields(keys.stream().map(String.class::cast).toList()), null, config);
  }

  private Plan ofStructs(Schema schema) {
    Map<String, FieldExpression> fields =
        fields(schema.fields().stream().map(Field::name).toList());
    Plan plan = new Plan(table, fields, schema, config);
    logDifferences(fields, schema);
    return plan;
  }

  private Map<String, FieldExpression> fields(List<String> inputFields) {
    Map<String, FieldExpression> fields = table.fieldsOf(inputFields);
    if (config.onError() == OnError.KEEP) {
      fields.remove(CleanConfig.SIDE_FIELD);
    }
    return fields;
  }

  /** A misspelled field shows here, and only here: it is null in every record. */
  private void logDifferences(Map<String, FieldExpression> fields, Schema input) {
    Set<String> left = new LinkedHashSet<>();
    input.fields().forEach(field -> left.add(field.name()));
    Set<String> unknown = new LinkedHashSet<>();
    fields.forEach(
        (name, expression) -> {
          List<Field> read =
              expression.inputs().stream()
                  .flatMap(source -> source.fieldsIn(input).stream().limit(1))
                  .toList();
          if (read.isEmpty() && !expression.inputs().isEmpty()) {
            unknown.add(name);
          }
          read.forEach(field -> left.remove(field.name()));
        });
    String line =
        "Cleaning records of the schema %s: input fields left out %s, output fields without input %s"
            .formatted(input.name(), left, unknown);
    // Schemas that come by the thousand say the same, or too much.
    if (logged.size() < LOGGED && logged.add(line)) {
      LOG.info(line);
    }
  }
}
