// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A right on the cluster that a policy of {@code config/msk/policies} gives, in the words of
 * Kafka's authorizer: the one list from which the template and docs/msk.md have them too.
 *
 * @param action without {@code kafka-cluster:}
 * @param name with a star where the policy has one; {@code kafka-cluster} for the cluster itself
 */
record PolicyRight(String action, ResourceType type, String name) {
  private static final String PREFIX = "kafka-cluster:";
  private static final Pattern ARN =
      Pattern.compile("arn:[^:]+:kafka:[^:]+:[^:]+:(topic|group|transactional-id)/<cluster>/(.+)");

  /** What the policies' placeholders stand for at the local stack, besides the user id. */
  private static final Map<String, String> PLACEHOLDERS =
      Map.of(
          "stack",
          "pinstream",
          "offsets topic",
          "pinstream-connect-offsets",
          "control topic",
          Topics.LAKE_CONTROL);

  /** AWS, "Semantics of IAM authorization policy actions and resources". */
  private static final Map<String, AclOperation> OPERATIONS =
      Map.ofEntries(
          Map.entry("AlterGroup", AclOperation.READ),
          Map.entry("AlterTransactionalId", AclOperation.WRITE),
          Map.entry("CreateTopic", AclOperation.CREATE),
          Map.entry("DeleteGroup", AclOperation.DELETE),
          Map.entry("DeleteTopic", AclOperation.DELETE),
          Map.entry("DescribeCluster", AclOperation.DESCRIBE),
          Map.entry("DescribeGroup", AclOperation.DESCRIBE),
          Map.entry("DescribeTopic", AclOperation.DESCRIBE),
          Map.entry("DescribeTopicDynamicConfiguration", AclOperation.DESCRIBE_CONFIGS),
          Map.entry("DescribeTransactionalId", AclOperation.DESCRIBE),
          Map.entry("ReadData", AclOperation.READ),
          Map.entry("WriteData", AclOperation.WRITE),
          Map.entry("WriteDataIdempotently", AclOperation.IDEMPOTENT_WRITE));

  /** The rights that some policies give to a user's parts. */
  static List<PolicyRight> of(Installation installation, String userId, List<String> policies)
      throws IOException {
    var values = new TreeMap<>(PLACEHOLDERS);
    values.put("user.id", userId);
    var rights = new ArrayList<PolicyRight>();
    for (var policy : policies) {
      var text = Files.readString(installation.config("msk/policies/" + policy + ".json"));
      for (var value : values.entrySet()) {
        text = text.replace("<" + value.getKey() + ">", value.getValue());
      }
      for (var statement : new ObjectMapper().readTree(text).path("Statement")) {
        for (var action : statement.path("Action")) {
          for (var resource : statement.path("Resource")) {
            add(action.asText(), resource, rights);
          }
        }
      }
    }
    return rights.stream().distinct().toList();
  }

  private static void add(String action, JsonNode resource, List<PolicyRight> rights) {
    // Connect is the log-in, for which Kafka's authorizer has no word.
    if (!action.startsWith(PREFIX) || action.endsWith(":Connect")) {
      return;
    }
    var right = action.substring(PREFIX.length());
    var arn = ARN.matcher(resource.asText());
    rights.add(
        arn.matches()
            ? new PolicyRight(
                right,
                ResourceType.fromString(arn.group(1).replace('-', '_').toUpperCase(Locale.ROOT)),
                arn.group(2))
            : new PolicyRight(right, ResourceType.CLUSTER, "kafka-cluster"));
  }

  AclOperation operation() {
    return OPERATIONS.get(action);
  }

  /** The name with something in the place of a star. */
  String sample(String star) {
    return name.replace("*", star);
  }

  /**
   * Lets a user have the right. Kafka knows a star at a name's end only: what follows it is lost.
   */
  AclBinding allowed(String user) {
    var star = name.indexOf('*');
    var resource =
        star < 0
            ? new ResourcePattern(type, name, PatternType.LITERAL)
            : star == 0
                ? new ResourcePattern(type, "*", PatternType.LITERAL)
                : new ResourcePattern(type, name.substring(0, star), PatternType.PREFIXED);
    return new AclBinding(resource, entry(user, AclPermissionType.ALLOW));
  }

  /** Takes the right away from a user, for one resource. */
  AclBinding denied(String user, String star) {
    return new AclBinding(
        new ResourcePattern(type, sample(star), PatternType.LITERAL),
        entry(user, AclPermissionType.DENY));
  }

  private AccessControlEntry entry(String user, AclPermissionType permission) {
    return new AccessControlEntry("User:" + user, "*", operation(), permission);
  }
}
