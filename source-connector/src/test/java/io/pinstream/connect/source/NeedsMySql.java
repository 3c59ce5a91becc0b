// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import io.pinstream.connect.source.database.MySqlDatabase;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips a class if no MySQL is named, and prints so: Maven's output counts what was skipped and
 * gives no reason.
 */
final class NeedsMySql implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (System.getProperty(MySqlDatabase.URL_PROPERTY) != null) {
      return ConditionEvaluationResult.enabled("a MySQL is named");
    }
    String reason =
        "%s is skipped: it needs a real MySQL, which -D%s=jdbc:mysql://HOST:PORT names (and -Dmysql.user, -Dmysql.password its administrator)"
            .formatted(context.getDisplayName(), MySqlDatabase.URL_PROPERTY);
    System.out.println(reason);
    return ConditionEvaluationResult.disabled(reason);
  }
}
