// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The brokers, the rights on them, and the topics: what the brokers themselves say to whoever the
 * client's properties log in. Nothing is written and nothing is made.
 */
final class ClusterCheck {
  private static final List<String> PARTS = List.of("pin", "geo", "user");
  private static final String OFFSETS = "pinstream-connect-offsets";
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** What MSK calls the rights on a topic. */
  private static final Map<AclOperation, String> TOPIC_RIGHTS =
      new TreeMap<>(
          Map.of(
              AclOperation.DESCRIBE, "DescribeTopic",
              AclOperation.READ, "ReadData",
              AclOperation.WRITE, "WriteData"));

  private static final Map<AclOperation, String> CLUSTER_RIGHTS =
      new TreeMap<>(
          Map.of(
              AclOperation.DESCRIBE, "DescribeCluster",
              AclOperation.IDEMPOTENT_WRITE, "WriteDataIdempotently"));

  private static final Map<AclOperation, String> GROUP_RIGHTS =
      new TreeMap<>(
          Map.of(
              AclOperation.DESCRIBE, "DescribeGroup",
              AclOperation.READ, "AlterGroup"));

  private final Map<String, Object> client;
  private final String userId;
  private final List<Finding> findings = new ArrayList<>();

  private ClusterCheck(Map<String, Object> client, String userId) {
    this.client = client;
    this.userId = userId;
  }

  /** Looks at everything; stops at brokers that cannot be reached. */
  static List<Finding> run(Map<String, Object> client, String userId) {
    var check = new ClusterCheck(client, userId);
    check.look();
    return check.findings;
  }

  private void look() {
    var settings = new TreeMap<>(client);
    settings.put("default.api.timeout.ms", String.valueOf(LIMIT.toMillis()));
    settings.put("request.timeout.ms", String.valueOf(LIMIT.toMillis() / 2));
    try (var admin = Admin.create(settings)) {
      if (!brokers(admin)) {
        return;
      }
      var counts = new TreeMap<String, Integer>();
      for (var part : PARTS) {
        topic(admin, userId + "." + part, "the source makes it, or make it yourself")
            .ifPresent(
                description -> counts.put(description.name(), description.partitions().size()));
      }
      if (Set.copyOf(counts.values()).size() > 1) {
        findings.add(
            Finding.bad(
                "the same number of partitions in " + String.join(", ", counts.keySet()),
                "they have %s, and the join refuses them: make them anew with one number"
                    .formatted(counts)));
      } else if (counts.size() == PARTS.size()) {
        findings.add(
            Finding.good("the same number of partitions in " + String.join(", ", counts.keySet())));
      }
      topic(admin, userId + ".post", "the Streams app makes it");
      topic(admin, OFFSETS, "MSK Connect makes it with the first connector");
      group(admin, "connect-pinstream-s3-sink");
      group(admin, "pinstream-" + userId);
    } catch (KafkaException e) {
      findings.add(
          Finding.bad(
              "a client of the cluster",
              "the client's properties are refused: %s".formatted(rootMessage(e))));
      return;
    }
    transactions();
  }

  private boolean brokers(Admin admin) {
    var what = "brokers at " + client.get("bootstrap.servers");
    try {
      var cluster =
          admin.describeCluster(new DescribeClusterOptions().includeAuthorizedOperations(true));
      int nodes = get(cluster.nodes()).size();
      findings.add(Finding.good("%s: %d answer".formatted(what, nodes)));
      rights("the cluster", CLUSTER_RIGHTS, get(cluster.authorizedOperations()));
      return true;
    } catch (AuthenticationException e) {
      findings.add(
          Finding.bad(
              what,
              "they refuse the log-in (%s). With IAM: are there AWS credentials, and do they allow kafka-cluster:Connect?"
                  .formatted(e.getMessage())));
    } catch (KafkaException e) {
      findings.add(
          Finding.bad(
              what,
              "no answer within %d s (%s). Is this machine in the cluster's network, does the security group let port 9098 in, is it the IAM bootstrap string?"
                  .formatted(LIMIT.toSeconds(), rootMessage(e))));
    }
    return false;
  }

  private Optional<TopicDescription> topic(Admin admin, String name, String whenMissing) {
    try {
      var description =
          get(admin
                  .describeTopics(
                      List.of(name), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                  .allTopicNames())
              .get(name);
      rights("topic " + name, TOPIC_RIGHTS, description.authorizedOperations());
      return Optional.of(description);
    } catch (UnknownTopicOrPartitionException e) {
      missingTopic(admin, name, whenMissing);
    } catch (AuthorizationException e) {
      missing("topic " + name, "DescribeTopic");
    }
    return Optional.empty();
  }

  private void missingTopic(Admin admin, String name, String whenMissing) {
    var what = "topic %s: CreateTopic (it is not there yet: %s)".formatted(name, whenMissing);
    try {
      get(
          admin
              .createTopics(
                  List.of(new NewTopic(name, Optional.of(1), Optional.empty())),
                  new CreateTopicsOptions().validateOnly(true))
              .all());
      findings.add(Finding.good(what));
    } catch (AuthorizationException e) {
      missing("topic " + name, "CreateTopic");
    }
  }

  private void group(Admin admin, String name) {
    try {
      var description =
          get(admin
                  .describeConsumerGroups(
                      List.of(name),
                      new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                  .all())
              .get(name);
      rights("group " + name, GROUP_RIGHTS, description.authorizedOperations());
    } catch (AuthorizationException e) {
      missing("group " + name, "DescribeGroup");
    } catch (KafkaException e) {
      // A broker of Kafka 4 tells nothing of a group that is not there, but whether it may be asked
      // for.
      findings.add(Finding.good("group %s: DescribeGroup".formatted(name)));
    }
  }

  private void transactions() {
    var settings = new TreeMap<>(client);
    settings.put("transactional.id", "pinstream-doctor");
    settings.put("max.block.ms", String.valueOf(LIMIT.toMillis()));
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      findings.add(Finding.good("transactional ids: AlterTransactionalId"));
    } catch (AuthorizationException e) {
      missing("transactional id pinstream-doctor", "AlterTransactionalId");
    } catch (KafkaException e) {
      findings.add(
          Finding.bad(
              "transactional ids", "no transaction could be begun: %s".formatted(rootMessage(e))));
    }
  }

  private void rights(
      String resource, Map<AclOperation, String> wanted, Set<AclOperation> allowed) {
    wanted.forEach(
        (operation, right) -> {
          if (allowed == null || allowed.contains(operation)) {
            findings.add(
                Finding.good(
                    "%s: %s%s".formatted(resource, right, allowed == null ? " (not told)" : "")));
          } else {
            missing(resource, right);
          }
        });
  }

  private void missing(String resource, String right) {
    findings.add(
        Finding.bad(
            "%s: %s".formatted(resource, right),
            "allow kafka-cluster:%s on it (Kafka's ACL: %s)".formatted(right, acl(right))));
  }

  private static String acl(String right) {
    return switch (right) {
      case "ReadData", "AlterGroup" -> "Read";
      case "WriteData", "AlterTransactionalId" -> "Write";
      case "CreateTopic" -> "Create";
      case "WriteDataIdempotently" -> "IdempotentWrite";
      default -> "Describe";
    };
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  private static String rootMessage(Throwable e) {
    var cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage();
  }
}
