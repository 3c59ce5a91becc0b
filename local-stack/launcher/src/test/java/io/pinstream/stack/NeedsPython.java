// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips a class where there is no {@code python3}, and prints so. */
final class NeedsPython implements ExecutionCondition {
  static final String PYTHON = "python3";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (answers()) {
      return ConditionEvaluationResult.enabled(PYTHON + " is available");
    }
    var reason =
        "%s is skipped: there is no %s on the PATH. Install Python 3.8 or newer."
            .formatted(context.getDisplayName(), PYTHON);
    System.out.println(reason);
    return ConditionEvaluationResult.disabled(reason);
  }

  private static boolean answers() {
    try {
      var version = new ProcessBuilder(PYTHON, "--version").start();
      return version.waitFor(30, TimeUnit.SECONDS) && version.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
