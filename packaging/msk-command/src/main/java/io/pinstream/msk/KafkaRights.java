// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AclOperation;

/** The rights on a cluster that policies give: {@code kafka-cluster:...}, by what they are on. */
final class KafkaRights {
  /** What a name with a star is tried out with. */
  static final String SAMPLE = "doctor";

  private static final String PREFIX = "kafka-cluster:";
  private static final Pattern ARN =
      Pattern.compile(
          "arn:[^:]+:kafka:[^:]+:[^:]+:(topic|group|transactional-id)/(?:<cluster>|[^/]+/[^/]+)/(.+)");

  /** What MSK calls the operations that Kafka's authorizer knows. */
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

  private final Set<String> cluster = new TreeSet<>();
  private final Map<String, Map<String, Set<String>>> named = new TreeMap<>();

  /** The rights of some policies together. */
  static KafkaRights of(List<Policy> policies) {
    var rights = new KafkaRights();
    for (var policy : policies) {
      policy.statements().forEach(rights::add);
    }
    return rights;
  }

  private void add(Policy.Statement statement) {
    for (var action : statement.actions()) {
      if (action.startsWith(PREFIX)) {
        var right = action.substring(PREFIX.length());
        for (var resource : statement.resources()) {
          var arn = ARN.matcher(resource);
          if (arn.matches()) {
            named
                .computeIfAbsent(arn.group(1), type -> new TreeMap<>())
                .computeIfAbsent(arn.group(2).replace("*", SAMPLE), name -> new TreeSet<>())
                .add(right);
          } else if (!right.equals("Connect")) {
            cluster.add(right);
          }
        }
      }
    }
  }

  Set<String> onCluster() {
    return cluster;
  }

  /** Rights by topic. */
  Map<String, Set<String>> onTopics() {
    return named.getOrDefault("topic", Map.of());
  }

  /** Rights by group. */
  Map<String, Set<String>> onGroups() {
    return named.getOrDefault("group", Map.of());
  }

  /** Transactional ids, each with the rights to alter and to describe it. */
  Set<String> transactionalIds() {
    return named.getOrDefault("transactional-id", Map.of()).keySet();
  }

  /** What Kafka's own authorizer calls a right. */
  static Optional<AclOperation> operation(String right) {
    return Optional.ofNullable(OPERATIONS.get(right));
  }
}
