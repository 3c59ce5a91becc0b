// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import io.pinstream.connect.transforms.FieldExpression.Input;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is declared of the records of one table.
 *
 * @param names the output fields in order; {@link #REST} stands for what no line names
 * @param expressions what output fields are made of: those of {@code names} and, with the rest,
 *     others
 * @param requires input fields that a record has to have: one of each inner list
 * @param schemaName of the output; null for the input's
 */
record Table(
    List<String> names,
    Map<String, FieldExpression> expressions,
    List<List<Input>> requires,
    String schemaName) {

  /** In the list of output fields: the input fields that no expression names, as they are. */
  static final String REST = "*";

  /** Whether the output fields depend on which ones a record has. */
  boolean keepsRest() {
    return names.contains(REST);
  }

  /**
   * The output fields of records that have these fields, in order. Among the rest, a field that has
   * a line of its own stands where its input stands; one whose name no input has comes last.
   */
  Map<String, FieldExpression> fieldsOf(Collection<String> inputFields) {
    Set<String> order = new LinkedHashSet<>();
    for (String name : names) {
      if (name.equals(REST)) {
        addRest(order, inputFields);
      } else {
        order.add(name);
      }
    }
    order.addAll(expressions.keySet());
    Map<String, FieldExpression> fields = new LinkedHashMap<>();
    for (String name : order) {
      FieldExpression line = expressions.get(name);
      fields.put(name, line == null ? FieldExpression.of(name) : line);
    }
    return fields;
  }

  private void addRest(Set<String> order, Collection<String> inputFields) {
    Set<String> taken = new HashSet<>(names);
    for (FieldExpression expression : expressions.values()) {
      for (Input input : expression.inputs()) {
        taken.add(inputFields.contains(input.name()) ? input.name() : input.path().get(0));
      }
    }
    for (String input : inputFields) {
      boolean hasLine = expressions.containsKey(input) && !names.contains(input);
      if (hasLine || !taken.contains(input)) {
        order.add(input);
      }
    }
  }
}
