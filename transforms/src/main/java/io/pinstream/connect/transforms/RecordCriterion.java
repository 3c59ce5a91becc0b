// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import io.pinstream.connect.transforms.FieldExpression.Input;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/** Tells records of a table from records that are of another, by the fields they have. */
interface RecordCriterion {

  /**
   * Checks a record.
   *
   * @throws UncleanRecordException when it is not of this table
   */
  void check(Object input);

  /**
   * The criterion for records of one shape.
   *
   * @param requires fields that a record has to have: one of each inner list
   * @param schema the input's; null for maps, which are looked at one by one
   */
  static RecordCriterion of(List<List<Input>> requires, Schema schema) {
    String expected = expected(requires);
    if (schema == null) {
      Input[][] required =
          requires.stream().map(fields -> fields.toArray(Input[]::new)).toArray(Input[][]::new);
      return input -> {
        Map<?, ?> map = (Map<?, ?>) input;
        for (Input[] alternatives : required) {
          if (!hasAny(map, alternatives)) {
            throw new UncleanRecordException(null, input, expected + ", found " + map.keySet());
          }
        }
      };
    }
    for (List<Input> alternatives : requires) {
      if (alternatives.stream().allMatch(field -> field.schemaIn(schema) == null)) {
        List<String> found = schema.fields().stream().map(Field::name).toList();
        return input -> {
          throw new UncleanRecordException(null, input, expected + ", found " + found);
        };
      }
    }
    return input -> {};
  }

  private static boolean hasAny(Map<?, ?> map, Input[] fields) {
    for (Input field : fields) {
      if (field.isIn(map)) {
        return true;
      }
    }
    return false;
  }

  private static String expected(List<List<Input>> requires) {
    List<String> parts =
        requires.stream()
            .map(fields -> String.join(" or ", fields.stream().map(Input::name).toList()))
            .toList();
    return "a record of this table, which has the fields " + String.join(", and ", parts);
  }
}
