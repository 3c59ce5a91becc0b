// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import io.pinstream.connect.transforms.FieldExpression.Input;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Tells records of a table from records that are of another, by the fields they have. */
final class RecordCriterion {
  private final List<List<Input>> requires;
  private final List<List<Input>> toLookFor;

  /**
   * The criterion for records of one shape.
   *
   * @param requires fields that a record has to have: one of each inner list
   * @param schema the input's, whose own fields are in all of its structs; null for maps
   */
  RecordCriterion(List<List<Input>> requires, Schema schema) {
    this.requires = requires;
    this.toLookFor =
        requires.stream()
            .filter(
                fields -> schema == null || fields.stream().noneMatch(f -> isAlwaysIn(f, schema)))
            .toList();
  }

  private static boolean isAlwaysIn(Input field, Schema schema) {
    return field.fieldsIn(schema).size() == 1;
  }

  /**
   * Checks a record.
   *
   * @throws Unclean when it is not of this table
   */
  void check(Object input) {
    for (List<Input> alternatives : toLookFor) {
      boolean found = false;
      for (int i = 0; !found && i < alternatives.size(); i++) {
        found = alternatives.get(i).isIn(input);
      }
      if (!found) {
        throw new Unclean(
            null, input, expected() + ", found " + FailureMessage.shortened(names(input)));
      }
    }
  }

  private String expected() {
    return requires.stream()
        .map(fields -> fields.stream().map(Input::name).collect(Collectors.joining(" or ")))
        .collect(Collectors.joining(", and ", "a record of this table, which has the fields ", ""));
  }

  private static Object names(Object input) {
    return input instanceof Struct struct
        ? struct.schema().fields().stream().map(Field::name).toList()
        : ((Map<?, ?>) input).keySet();
  }
}
