// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** How records of one input schema, or of none, are cleaned: compiled once, used for each. */
final class Plan {
  private final Schema outputSchema;
  private final FieldPlan[] fields;
  private final Field sideField;
  private final boolean keepsOriginals;
  private final RecordCriterion criterion;

  /**
   * @param outputSchema null when the output is a map
   * @param keepsOriginals whether there is a side field for what could not be cleaned
   * @param criterion what tells a record of this table from others
   */
  Plan(Schema outputSchema, FieldPlan[] fields, boolean keepsOriginals, RecordCriterion criterion) {
    this.outputSchema = outputSchema;
    this.fields = fields;
    this.keepsOriginals = keepsOriginals;
    this.sideField =
        keepsOriginals && outputSchema != null ? outputSchema.field(CleanConfig.SIDE_FIELD) : null;
    this.criterion = criterion;
  }

  /** The schema of what {@link #clean} returns; null for maps. */
  Schema outputSchema() {
    return outputSchema;
  }

  /**
   * Cleans a record's value or key.
   *
   * @param input a struct of this plan's input schema, or a map
   * @param record the record that it is of, for the listener
   * @param onUnclean told of each field that could not be cleaned and is null for that
   * @throws UncleanRecordException when the record can't be cleaned
   */
  <R> Object clean(Object input, R record, UncleanFieldListener<R> onUnclean) {
    criterion.check(input);
    Struct inputStruct = input instanceof Struct struct ? struct : null;
    Map<?, ?> inputMap = inputStruct == null ? (Map<?, ?>) input : null;
    Struct struct = outputSchema == null ? null : new Struct(outputSchema);
    Map<String, Object> map = outputSchema == null ? new LinkedHashMap<>(2 * fields.length) : null;
    Map<String, String> originals = keepsOriginals ? earlierOriginals(input) : null;
    for (FieldPlan field : fields) {
      Object cleaned = null;
      try {
        cleaned = field.clean(inputStruct != null ? field.read(inputStruct) : field.read(inputMap));
      } catch (UncleanValueException e) {
        // Read once more: a list that was read may be half clean by now.
        Object original = inputStruct != null ? field.read(inputStruct) : field.read(inputMap);
        if (field.required()) {
          throw new UncleanRecordException(field.name(), original, e.getMessage());
        }
        onUnclean.unclean(record, field.name(), original, e.getMessage());
        if (keepsOriginals) {
          originals = originals == null ? new LinkedHashMap<>() : originals;
          originals.put(field.name(), OriginalText.of(original));
        }
      }
      put(struct, map, field, cleaned);
    }
    if (keepsOriginals) {
      if (struct != null) {
        struct.put(sideField, originals);
      } else {
        map.put(CleanConfig.SIDE_FIELD, originals);
      }
    }
    return struct != null ? struct : map;
  }

  private static void put(Struct struct, Map<String, Object> map, FieldPlan field, Object cleaned) {
    if (struct != null) {
      struct.put(field.field(), cleaned);
    } else {
      map.put(field.name(), cleaned);
    }
  }

  /** A record that was cleaned before still carries what that could not clean. */
  private static Map<String, String> earlierOriginals(Object input) {
    Object earlier = null;
    if (input instanceof Map<?, ?> map) {
      earlier = map.get(CleanConfig.SIDE_FIELD);
    } else if (((Struct) input).schema().field(CleanConfig.SIDE_FIELD) != null) {
      earlier = ((Struct) input).getWithoutDefault(CleanConfig.SIDE_FIELD);
    }
    if (!(earlier instanceof Map<?, ?> originals)) {
      return null;
    }
    Map<String, String> copy = new LinkedHashMap<>();
    originals.forEach((name, text) -> copy.put(String.valueOf(name), String.valueOf(text)));
    return copy;
  }
}
