// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

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
  static RecordCriterion of(List<List<String>> requires, Schema schema) {
    String expected = expected(requires);
    if (schema == null) {
      String[][] required =
          requires.stream().map(names -> names.toArray(String[]::new)).toArray(String[][]::new);
      return input -> {
        Map<?, ?> map = (Map<?, ?>) input;
        for (String[] alternatives : required) {
          if (!hasAny(map, alternatives)) {
            throw new UncleanRecordException(null, input, expected + ", found " + map.keySet());
          }
        }
      };
    }
    for (List<String> alternatives : requires) {
      if (alternatives.stream().allMatch(name -> schema.field(name) == null)) {
        List<String> found = schema.fields().stream().map(Field::name).toList();
        return input -> {
          throw new UncleanRecordException(null, input, expected + ", found " + found);
        };
      }
    }
    return input -> {};
  }

  private static boolean hasAny(Map<?, ?> map, String[] names) {
    for (String name : names) {
      if (map.containsKey(name)) {
        return true;
      }
    }
    return false;
  }

  private static String expected(List<List<String>> requires) {
    List<String> parts = requires.stream().map(names -> String.join(" or ", names)).toList();
    return "a record of this table, which has the fields " + String.join(", and ", parts);
  }
}
