// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import io.pinstream.connect.transforms.FieldExpression.Input;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** How records of one input schema, or of none, are cleaned: made once, used for each of them. */
final class Plan {
  private static final Input EARLIER_ORIGINALS = Input.named(CleanConfig.SIDE_FIELD);

  private final RecordCriterion criterion;
  private final Schema outputSchema;
  private final FieldPlan[] fields;
  private final Field sideField;
  private final boolean keepsOriginals;
  private final boolean keepsRest;

  /**
   * @param declared the output fields in order
   * @param input the input's schema, a struct; null for maps
   * @throws Unclean when nothing with that schema can be cleaned
   */
  Plan(Table table, Map<String, FieldExpression> declared, Schema input, CleanConfig config) {
    boolean withSchema =
        switch (config.schemaOutput()) {
          case KEEP -> input != null;
          case ADD -> true;
          case REMOVE -> false;
        };
    TimestampOutput timestamps = config.timestampOutput().of(withSchema);
    keepsOriginals = config.onError() == OnError.KEEP;
    keepsRest = table.keepsRest();
    criterion = new RecordCriterion(table.requires(), input);
    outputSchema =
        withSchema
            ? OutputSchema.of(declared, table.schemaName(), input, timestamps, keepsOriginals)
            : null;
    sideField = outputSchema == null ? null : outputSchema.field(CleanConfig.SIDE_FIELD);
    fields =
        declared.entrySet().stream()
            .map(f -> new FieldPlan(f.getKey(), f.getValue(), input, outputSchema, timestamps))
            .toArray(FieldPlan[]::new);
  }

  /** The schema of what {@link #clean} returns; null for maps. */
  Schema outputSchema() {
    return outputSchema;
  }

  /**
   * Cleans a record's value or key.
   *
   * @param input a struct of this plan's input schema, or a map; it is left as it is
   * @param record the record that it is of, for the listener
   * @param listener told of each field that could not be cleaned and is null for that; may throw
   *     what it is told where that spoils the record as a whole
   * @throws Unclean when the record can't be cleaned
   */
  <R> Object clean(Object input, R record, BiConsumer<R, Unclean> listener) {
    try {
      return cleaned(input, record, listener);
    } catch (ClassCastException e) {
      // A sorted map compares the keys it has with the field names it is asked for.
      throw new Unclean(null, input, "a map whose keys are text");
    }
  }

  private <R> Object cleaned(Object input, R record, BiConsumer<R, Unclean> listener) {
    criterion.check(input);
    Object output =
        outputSchema == null
            ? new LinkedHashMap<String, Object>(2 * (fields.length + 1))
            : new Struct(outputSchema);
    Map<String, String> originals = keepsOriginals ? earlierOriginals(input) : Map.of();
    for (FieldPlan field : fields) {
      try {
        field.clean(input, output);
      } catch (Unclean e) {
        Unclean unclean = new Unclean(field.name(), field.original(input), e.getMessage());
        if (field.required()) {
          throw unclean;
        }
        listener.accept(record, unclean);
        field.put(output, null);
        if (keepsOriginals) {
          originals.put(field.name(), OriginalText.of(unclean.original()));
        }
      }
    }
    if (keepsOriginals) {
      FieldPlan.put(
          output, CleanConfig.SIDE_FIELD, sideField, originals.isEmpty() ? null : originals);
    }
    return output;
  }

  /**
   * A record that was cleaned before still carries what that could not clean. Another field of that
   * name is one of the rest, which the side field leaves no place of its own.
   */
  private Map<String, String> earlierOriginals(Object input) {
    Object earlier = EARLIER_ORIGINALS.valueIn(input);
    Map<String, String> originals = new LinkedHashMap<>();
    if (earlier instanceof Map<?, ?> texts) {
      texts.forEach((name, text) -> originals.put(String.valueOf(name), String.valueOf(text)));
    } else if (earlier != null && keepsRest) {
      originals.put(CleanConfig.SIDE_FIELD, OriginalText.of(earlier));
    }
    return originals;
  }
}
