// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.connect.data.Schema;

/** The plans compiled so far. For one task, that is, for one thread. */
final class Plans {
  /** As many as Connect's own transforms remember. */
  private static final int REMEMBERED_SCHEMAS = 16;

  private final PlanCompiler compiler;
  private final Cache<Schema, Plan> bySchema = new LRUCache<>(REMEMBERED_SCHEMAS);
  private Plan forMaps;
  private Schema lastSchema;
  private Plan lastPlan;

  Plans(PlanCompiler compiler) {
    this.compiler = compiler;
  }

  /** The plan for maps. */
  Plan forMaps() {
    if (forMaps == null) {
      forMaps = compiler.compile(null);
    }
    return forMaps;
  }

  /** The plan for structs of a schema. */
  Plan forSchema(Schema schema) {
    // Records in a row mostly share one schema object: no hashing of its every field for them.
    if (schema != lastSchema) {
      Plan plan = bySchema.get(schema);
      if (plan == null) {
        plan = compiler.compile(schema);
        bySchema.put(schema, plan);
      }
      lastSchema = schema;
      lastPlan = plan;
    }
    return lastPlan;
  }
}
