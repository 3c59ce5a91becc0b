// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/**
 * Skips a class if Testcontainers finds no Docker that it can use, and prints why: Maven's output
 * counts what was skipped and gives no reason.
 */
final class NeedsDocker implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    try {
      DockerClientFactory.instance().client();
      return ConditionEvaluationResult.enabled("Docker is available");
    } catch (RuntimeException e) {
      var reason =
          "%s is skipped: Testcontainers finds no Docker that it can use (%s). Is Docker running, and does 'docker info' work?"
              .formatted(context.getDisplayName(), e.getMessage());
      System.out.println(reason);
      return ConditionEvaluationResult.disabled(reason);
    }
  }
}
