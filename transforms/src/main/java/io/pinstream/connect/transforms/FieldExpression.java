// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One output field as declared: where it comes from, what is done to it, what type it has.
 *
 * @param sources tried from first to last; the first that is not null counts
 * @param operations in the order they are applied
 * @param type null when left out: the last operation's result, or the source's own type
 */
record FieldExpression(List<Source> sources, List<Operation> operations, FieldType type) {

  /** Where a value comes from. */
  sealed interface Source {}

  /** The input field of that name. */
  record Input(String name) implements Source {}

  /** Several input fields, as an array. */
  record Inputs(List<String> names) implements Source {}

  /** The same text in every record. */
  record Literal(String text) implements Source {}

  /** The input fields that any of the sources names. */
  Set<String> inputNames() {
    Set<String> names = new LinkedHashSet<>();
    for (Source source : sources) {
      if (source instanceof Input field) {
        names.add(field.name());
      } else if (source instanceof Inputs list) {
        names.addAll(list.names());
      }
    }
    return names;
  }

  /**
   * Refuses what no input could make sense of.
   *
   * @param typed whether a type must be known without an input schema
   * @throws IllegalArgumentException saying what was expected
   */
  void check(boolean typed) {
    boolean ownType = sources.size() == 1 && sources.get(0) instanceof Input;
    boolean fillsIn = operations.stream().anyMatch(Operation::seesNull);
    if (outputType() == null && (!ownType || fillsIn)) {
      throw new IllegalArgumentException("a type at the end, such as : string");
    }
    if (outputType() == null && typed) {
      throw new IllegalArgumentException(
          "a type at the end, such as : string, because of " + CleanConfig.SCHEMA_OUTPUT + "=add");
    }
    checkDeclaredType();
    checkDefault();
  }

  /** The type declared, or else what the operations make; null when it is the source's own. */
  FieldType outputType() {
    return type != null ? type : madeType();
  }

  private FieldType madeType() {
    boolean array = sources.stream().anyMatch(Inputs.class::isInstance);
    FieldType made = null;
    for (Operation operation : operations) {
      FieldType result = operation.result();
      if (result != null) {
        boolean each = array && !operation.seesArray();
        made = each ? FieldType.arrayOf(result.kind()) : result;
        array = made.kind() == FieldType.Kind.ARRAY;
      }
    }
    return made;
  }

  private void checkDeclaredType() {
    FieldType made = madeType();
    if (type == null || made == null) {
      return;
    }
    boolean fits =
        switch (made.kind()) {
          case TIMESTAMP -> is(FieldType.Kind.TIMESTAMP) || is(FieldType.Kind.STRING);
          case INT64 -> !is(FieldType.Kind.TIMESTAMP) && !is(FieldType.Kind.BOOLEAN);
          case ARRAY -> is(FieldType.Kind.ARRAY);
          default -> true;
        };
    // A scalar operation may make an array, of an input field that is one: not known yet.
    if (!fits && !(is(FieldType.Kind.ARRAY) && made.kind() != FieldType.Kind.ARRAY)) {
      throw new IllegalArgumentException(
          "a type that " + made + ", which the operations make, can become, not " + type);
    }
  }

  /** A default that no null ever meets would stay wrong unseen. */
  private void checkDefault() {
    int last = operations.size() - 1;
    if (last < 0 || !operations.get(last).seesNull()) {
      return;
    }
    Object value = operations.get(last).apply(null);
    try {
      new Conversion(outputType(), TimestampForm.DATE).apply(value);
    } catch (UncleanValueException e) {
      throw new IllegalArgumentException(
          "a default that can become " + outputType() + ": " + e.getMessage() + ", not " + value,
          e);
    }
  }

  private boolean is(FieldType.Kind kind) {
    return type.kind() == kind;
  }
}
