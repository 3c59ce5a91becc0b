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
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The brokers, the rights on them, and the topics: what the brokers themselves say to whoever the
 * client's properties log in. Nothing is written and nothing is made.
 */
final class ClusterCheck {
  private static final List<String> PARTS = List.of("pin", "geo", "user");
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Map<String, Object> client;
  private final String userId;
  private final KafkaRights rights;
  private final Map<String, Integer> partitionCounts = new TreeMap<>();
  private final List<Finding> findings = new ArrayList<>();

  private ClusterCheck(Map<String, Object> client, String userId, KafkaRights rights) {
    this.client = client;
    this.userId = userId;
    this.rights = rights;
  }

  /** Looks at everything; stops at brokers that cannot be reached. */
  static List<Finding> run(Map<String, Object> client, String userId, KafkaRights rights) {
    var check = new ClusterCheck(client, userId, rights);
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
      rights.onTopics().forEach((name, wanted) -> topic(admin, name, wanted));
      partitions();
      rights.onGroups().forEach((name, wanted) -> group(admin, name, wanted));
      rights.transactionalIds().forEach(id -> transaction(admin, id));
    } catch (KafkaException e) {
      findings.add(
          Finding.bad(
              "a client of the cluster",
              "the client's properties are refused: %s".formatted(rootMessage(e))));
    }
  }

  private void partitions() {
    var counts = new TreeMap<>(partitionCounts);
    counts.keySet().retainAll(PARTS.stream().map(part -> userId + "." + part).toList());
    var what = "the same number of partitions in " + String.join(", ", counts.keySet());
    if (Set.copyOf(counts.values()).size() > 1) {
      findings.add(
          Finding.bad(
              what,
              "they have %s, and the join refuses them: make them anew with one number"
                  .formatted(counts)));
    } else if (counts.size() == PARTS.size()) {
      findings.add(Finding.good(what));
    }
  }

  private boolean brokers(Admin admin) {
    var what = "brokers at " + client.get("bootstrap.servers");
    try {
      var cluster =
          admin.describeCluster(new DescribeClusterOptions().includeAuthorizedOperations(true));
      int nodes = get(cluster.nodes()).size();
      findings.add(Finding.good("%s: %s answer".formatted(what, nodes)));
      var allowed = get(cluster.authorizedOperations());
      if (allowed != null && !allowed.contains(AclOperation.DESCRIBE)) {
        // Whoever lacks this right is told nothing of the others.
        missing("the cluster", "DescribeCluster");
      } else {
        look("the cluster", rights.onCluster(), allowed);
      }
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
              "no answer within %s s (%s). Is this machine in the cluster's network, does the security group let port 9098 in, is it the IAM bootstrap string?"
                  .formatted(LIMIT.toSeconds(), rootMessage(e))));
    }
    return false;
  }

  private void topic(Admin admin, String name, Set<String> wanted) {
    try {
      var description =
          get(admin
                  .describeTopics(
                      List.of(name), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                  .allTopicNames())
              .get(name);
      look("topic " + name, wanted, description.authorizedOperations());
      partitionCounts.put(name, description.partitions().size());
    } catch (UnknownTopicOrPartitionException e) {
      missingTopic(admin, name, wanted);
    } catch (AuthorizationException e) {
      missing("topic " + name, "DescribeTopic");
    }
  }

  private void missingTopic(Admin admin, String name, Set<String> wanted) {
    if (!wanted.contains("CreateTopic")) {
      findings.add(
          Finding.bad(
              "topic " + name,
              "it is not there, and none of the parts that were looked at makes it: look at those that do, or make it (docs/msk.md)"));
      return;
    }
    try {
      get(
          admin
              .createTopics(
                  List.of(new NewTopic(name, Optional.of(1), Optional.empty())),
                  new CreateTopicsOptions().validateOnly(true))
              .all());
      notThereYet("topic", name, "CreateTopic", wanted);
    } catch (AuthorizationException e) {
      missing("topic " + name, "CreateTopic");
    }
  }

  private void group(Admin admin, String name, Set<String> wanted) {
    try {
      var description =
          get(admin
                  .describeConsumerGroups(
                      List.of(name),
                      new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                  .all())
              .get(name);
      look("group " + name, wanted, description.authorizedOperations());
    } catch (AuthorizationException e) {
      missing("group " + name, "DescribeGroup");
    } catch (GroupIdNotFoundException e) {
      // A broker of Kafka 4 tells nothing of a group that is not there, but whether it may be asked
      // for.
      notThereYet("group", name, "DescribeGroup", wanted);
    } catch (KafkaException e) {
      findings.add(
          Finding.bad("group " + name, "it can't be described: %s".formatted(rootMessage(e))));
    }
  }

  private void notThereYet(String type, String name, String asked, Set<String> wanted) {
    for (var right : wanted) {
      var what = "%s %s: %s".formatted(type, name, right);
      findings.add(
          right.equals(asked)
              ? Finding.good(what)
              : Finding.unknown(what, "the %s does not exist yet".formatted(type)));
    }
  }

  private void transaction(Admin admin, String id) {
    try {
      get(admin.describeTransactions(List.of(id)).description(id));
    } catch (TransactionalIdNotFoundException e) {
      // Whoever may not describe it is not told so much.
    } catch (AuthorizationException e) {
      missing("transactional id " + id, "DescribeTransactionalId");
      return;
    } catch (KafkaException e) {
      // A broker before 3.0 does not know the question; what else is wrong, the producer meets too.
    }
    var settings = new TreeMap<>(client);
    settings.put("transactional.id", id);
    settings.put("max.block.ms", String.valueOf(LIMIT.toMillis()));
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      findings.add(
          Finding.good(
              "transactional id %s: AlterTransactionalId, DescribeTransactionalId".formatted(id)));
    } catch (AuthorizationException e) {
      missing("transactional id " + id, "AlterTransactionalId");
    } catch (KafkaException e) {
      findings.add(
          Finding.bad(
              "transactional id " + id,
              "no transaction could be begun: %s".formatted(rootMessage(e))));
    }
  }

  private void look(String resource, Set<String> wanted, Set<AclOperation> allowed) {
    for (var right : wanted) {
      var operation = KafkaRights.operation(right);
      if (allowed == null || operation.isEmpty()) {
        findings.add(
            Finding.unknown("%s: %s".formatted(resource, right), "the brokers do not tell"));
      } else if (allowed.contains(operation.get())) {
        findings.add(Finding.good("%s: %s".formatted(resource, right)));
      } else {
        missing(resource, right);
      }
    }
  }

  private void missing(String resource, String right) {
    findings.add(
        Finding.bad(
            "%s: %s".formatted(resource, right),
            "allow kafka-cluster:%s on it (Kafka's ACL: %s)"
                .formatted(
                    right, KafkaRights.operation(right).map(AclOperation::name).orElse("none"))));
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
