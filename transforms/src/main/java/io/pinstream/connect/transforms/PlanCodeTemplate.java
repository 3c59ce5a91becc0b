// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/** Never used itself: {@link PlanCode} defines a hidden class from it for every plan. */
final class PlanCodeTemplate extends PlanCode {
  private static final MethodHandle STEPS = classData();

  private static MethodHandle classData() {
    try {
      return MethodHandles.classData(MethodHandles.lookup(), "_", MethodHandle.class);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  void clean(Object input, Object output) {
    try {
      STEPS.invokeExact(input, output);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
