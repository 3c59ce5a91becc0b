// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The rights on the account: IAM itself says what it would allow to whoever runs this. It does not
 * see what a bucket's, a key's or the organisation's own policies forbid.
 */
final class AccountCheck {
  private static final Pattern CALLER = Pattern.compile("arn:([^:]+):(?:sts|iam)::(\\d+):(.+)");
  private static final Pattern SESSION = Pattern.compile("assumed-role/([^/]+)/.+");

  private final IamClient iam;
  private final String partition;
  private final String account;
  private final String principal;

  private AccountCheck(IamClient iam, String partition, String account, String principal) {
    this.iam = iam;
    this.partition = partition;
    this.account = account;
    this.principal = principal;
  }

  /** Finds out who runs this. */
  static AccountCheck ofCaller(StsClient sts, IamClient iam) {
    var arn = sts.getCallerIdentity().arn();
    var caller = CALLER.matcher(arn);
    if (!caller.matches()) {
      throw new DeploymentException(
          "%s is no user or role whose rights IAM could tell".formatted(arn));
    }
    var session = SESSION.matcher(caller.group(3));
    return new AccountCheck(
        iam,
        caller.group(1),
        caller.group(2),
        session.matches()
            ? "arn:%s:iam::%s:role/%s".formatted(caller.group(1), caller.group(2), session.group(1))
            : arn);
  }

  String partition() {
    return partition;
  }

  String account() {
    return account;
  }

  /** Asks for each right of the policies but those on what has no name yet. */
  List<Finding> run(List<Policy> policies) {
    var findings = new ArrayList<Finding>();
    for (var policy : policies) {
      for (var statement : policy.statements()) {
        if (statement.unfilled().isEmpty()) {
          statement.contexts().forEach(context -> ask(statement, context, findings));
        }
      }
    }
    return findings;
  }

  private void ask(
      Policy.Statement statement, Map<String, String> context, List<Finding> findings) {
    var resources =
        statement.resources().stream()
            .map(
                resource ->
                    resource.equals("*")
                        ? resource
                        : resource.replaceAll("[*?]+", KafkaRights.SAMPLE))
            .toList();
    var entries =
        context.entrySet().stream()
            .map(
                condition ->
                    ContextEntry.builder()
                        .contextKeyName(condition.getKey())
                        .contextKeyType(ContextKeyTypeEnum.STRING)
                        .contextKeyValues(condition.getValue())
                        .build())
            .toList();
    var with =
        context.entrySet().stream()
            .map(condition -> " with " + condition)
            .collect(Collectors.joining());
    try {
      iam.simulatePrincipalPolicyPaginator(
              request ->
                  request
                      .policySourceArn(principal)
                      .actionNames(statement.actions())
                      .resourceArns(resources)
                      .contextEntries(entries))
          .evaluationResults()
          .forEach(
              result -> {
                var what =
                    "%s on %s%s"
                        .formatted(result.evalActionName(), result.evalResourceName(), with);
                findings.add(
                    result.evalDecision() == PolicyEvaluationDecisionType.ALLOWED
                        ? Finding.good(what)
                        : Finding.bad(what, "allow it to %s".formatted(principal)));
              });
    } catch (AwsServiceException e) {
      findings.add(
          Finding.bad(
              "%s on %s%s"
                  .formatted(
                      String.join(", ", statement.actions()), String.join(", ", resources), with),
              "IAM does not say (%s): allow iam:SimulatePrincipalPolicy on %s, or compare by hand with config/msk/policies"
                  .formatted(e.getMessage(), principal)));
    }
  }
}
