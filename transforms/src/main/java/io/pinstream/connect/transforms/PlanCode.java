// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * What a plan does to each record, in a class of the plan's own.
 *
 * <p>A loop over the fields would be one method for all plans: the JIT would see every kind of
 * field, operation and type in it and could inline none of them. Here the fields are one method
 * handle that is a constant of the class, so that the JIT compiles them as if they had been written
 * out one below the other.
 */
abstract class PlanCode {
  private static final MethodHandles.Lookup HERE = MethodHandles.lookup();
  private static final MethodType CHANGE = MethodType.methodType(Object.class, Object.class);
  private static final MethodType STEP =
      MethodType.methodType(void.class, Object.class, Object.class);

  /**
   * Cleans a record.
   *
   * @param input a struct of the plan's input schema, or a map
   * @param output gets the fields
   * @throws UncleanValueException when a value can't be cleaned
   * @throws UncleanRecordException when the record is not of this table
   */
  abstract void clean(Object input, Object output);

  /** The code for a plan. */
  static PlanCode of(RecordCriterion criterion, List<FieldPlan> fields) {
    try {
      MethodHandle check =
          HERE.findVirtual(
              RecordCriterion.class, "check", MethodType.methodType(void.class, Object.class));
      MethodHandle steps = MethodHandles.empty(STEP);
      for (int i = fields.size() - 1; i >= 0; i--) {
        steps = MethodHandles.foldArguments(steps, step(fields.get(i)));
      }
      steps = MethodHandles.foldArguments(steps, check.bindTo(criterion));
      return (PlanCode)
          HERE.defineHiddenClassWithClassData(template(), steps, true)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the plan's class could not be made", e);
    }
  }

  /** Put, cleaned unless it passes, what is read: each of them a call that the JIT can inline. */
  private static MethodHandle step(FieldPlan field) throws ReflectiveOperationException {
    MethodHandle read = HERE.findVirtual(FieldReader.class, "read", CHANGE).bindTo(field.reader());
    MethodHandle passes =
        HERE.findVirtual(FieldPlan.class, "passes", CHANGE.changeReturnType(boolean.class));
    MethodHandle clean = HERE.findVirtual(FieldPlan.class, "clean", CHANGE);
    MethodHandle cleanUnlessItPasses =
        MethodHandles.guardWithTest(
            passes.bindTo(field), MethodHandles.identity(Object.class), clean.bindTo(field));
    MethodHandle step =
        MethodHandles.collectArguments(
            field.put(HERE), 1, MethodHandles.filterReturnValue(read, cleanUnlessItPasses));
    return MethodHandles.permuteArguments(step, STEP, 1, 0);
  }

  private static byte[] template() {
    try (InputStream file = PlanCode.class.getResourceAsStream("PlanCodeTemplate.class")) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
