// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** How records of one input schema, or of none, are cleaned: compiled once, used for each. */
final class Plan {
  private final Schema outputSchema;
  private final List<FieldPlan> fields;
  private final PlanCode code;
  private final Field sideField;
  private final boolean keepsOriginals;

  /**
   * @param outputSchema null when the output is a map
   * @param keepsOriginals whether there is a side field for what could not be cleaned
   * @param criterion what tells a record of this table from others
   */
  Plan(
      Schema outputSchema,
      List<FieldPlan> fields,
      boolean keepsOriginals,
      RecordCriterion criterion) {
    this.outputSchema = outputSchema;
    this.fields = fields;
    this.code = PlanCode.of(criterion, fields);
    this.keepsOriginals = keepsOriginals;
    this.sideField =
        keepsOriginals && outputSchema != null ? outputSchema.field(CleanConfig.SIDE_FIELD) : null;
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
    Object output = outputSchema == null ? newMap() : new Struct(outputSchema);
    Map<String, String> originals = keepsOriginals ? earlierOriginals(input) : null;
    try {
      code.clean(input, output);
    } catch (UncleanValueException e) {
      // Rare: what is good is cleaned once more, and each field that is not is told of.
      originals = cleanOneByOne(input, output, originals, record, onUnclean);
    }
    if (keepsOriginals) {
      if (output instanceof Struct struct) {
        struct.put(sideField, originals);
      } else {
        asMap(output).put(CleanConfig.SIDE_FIELD, originals);
      }
    }
    return output;
  }

  private <R> Map<String, String> cleanOneByOne(
      Object input,
      Object output,
      Map<String, String> earlierOriginals,
      R record,
      UncleanFieldListener<R> onUnclean) {
    Map<String, String> originals = earlierOriginals;
    for (FieldPlan field : fields) {
      Object cleaned = null;
      try {
        cleaned = field.clean(field.read(input));
      } catch (UncleanValueException e) {
        // Read once more: a list that was read may be half clean by now.
        Object original = field.read(input);
        if (field.required()) {
          throw new UncleanRecordException(field.name(), original, e.getMessage());
        }
        onUnclean.unclean(record, field.name(), original, e.getMessage());
        originals = withOriginal(originals, field, original);
      }
      field.put(output, cleaned);
    }
    return originals;
  }

  private Map<String, Object> newMap() {
    return new LinkedHashMap<>(2 * (fields.size() + 1));
  }

  @SuppressWarnings("unchecked") // newMap made it.
  private static Map<String, Object> asMap(Object output) {
    return (LinkedHashMap<String, Object>) output;
  }

  private Map<String, String> withOriginal(
      Map<String, String> originals, FieldPlan field, Object original) {
    if (!keepsOriginals) {
      return null;
    }
    Map<String, String> extended = originals == null ? new LinkedHashMap<>() : originals;
    extended.put(field.name(), OriginalText.of(original));
    return extended;
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
