// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pinstream.streams.config.AppConfig;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsResult;
import org.apache.kafka.clients.admin.MemberAssignment;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedCluster.class)
class ClusterPreparationTest {
  /** Answers a call in the brokers' place, or null to let them answer. */
  @FunctionalInterface
  private interface Answer {
    Object to(String method, Object[] arguments);
  }

  /** Brokers hear of a topic one after the other. */
  @Test
  void waitsForABrokerThatHasNotHeardOfATopicYet(Cluster cluster) throws Exception {
    for (String input : List.of("heard.pin", "heard.geo", "heard.user")) {
      cluster.create(input, 1);
    }
    cluster.create(
        "heard.post", 1, Map.of("cleanup.policy", "compact", "max.message.bytes", "4194304"));
    AtomicBoolean heard = new AtomicBoolean();
    List<String> waitedFor = new ArrayList<>();
    ClusterPreparation preparation =
        preparation(
            cluster,
            "heard",
            (method, arguments) ->
                method.equals("describeTopics")
                        && arguments.length == 1
                        && arguments[0] instanceof Collection<?> topics
                        && topics.contains("heard.post")
                        && !heard.getAndSet(true)
                    ? cluster.admin.describeTopics(List.of("heard.nowhere"))
                    : null);
    assertThat(preparation.prepareTopics(waitedFor::add, new CountDownLatch(1)))
        .isEqualTo(Optional.of(1));
    assertThat(waitedFor)
        .singleElement()
        .satisfies(what -> assertThat(what).startsWith("waiting for the brokers: "));
    // The broker that lists them has not heard of them either, for a moment.
    await()
        .untilAsserted(
            () ->
                assertThat(cluster.admin.listTopics().names().get())
                    .contains("heard.dlq", "heard.answer.8"));
  }

  @Test
  void looksAgainForInstancesThatFindThemselvesAtThisOnesAddress(Cluster cluster) throws Exception {
    List<String> hosts = new ArrayList<>(List.of("/127.0.0.1", "/192.0.2.7"));
    AtomicBoolean answers = new AtomicBoolean(true);
    ClusterPreparation preparation =
        preparation(
            cluster,
            "elsewhere",
            (method, arguments) ->
                method.equals("describeConsumerGroups")
                    ? answers.get() ? members(hosts) : unanswered()
                    : null);
    AtomicBoolean alone = new AtomicBoolean(true);
    AdvertisedCheck check = new AdvertisedCheck(preparation, "127.0.0.1:8080", alone::get);
    check.look();
    assertThat(check.problem()).isEmpty();
    alone.set(false);
    check.look();
    assertThat(check.problem().orElseThrow())
        .contains("application.server is 127.0.0.1:8080", "instances run at 192.0.2.7");
    answers.set(false);
    check.look();
    assertThat(check.problem()).as("the brokers say nothing").isPresent();
    answers.set(true);
    hosts.remove(1);
    check.look();
    assertThat(check.problem()).isEmpty();
    check.close();
  }

  private static DescribeConsumerGroupsResult unanswered() {
    KafkaFutureImpl<ConsumerGroupDescription> late = new KafkaFutureImpl<>();
    late.completeExceptionally(new TimeoutException("no broker answers"));
    return new DescribeConsumerGroupsResult(Map.of("pinstream-elsewhere", late));
  }

  private static DescribeConsumerGroupsResult members(List<String> hosts) {
    List<MemberDescription> members =
        hosts.stream()
            .map(
                host ->
                    new MemberDescription(
                        host,
                        Optional.empty(),
                        Optional.empty(),
                        "client",
                        host,
                        new MemberAssignment(Set.of()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))
            .toList();
    return new DescribeConsumerGroupsResult(
        Map.of(
            "pinstream-elsewhere",
            KafkaFuture.completedFuture(
                new ConsumerGroupDescription(
                    "pinstream-elsewhere",
                    false,
                    members,
                    "",
                    GroupType.CLASSIC,
                    GroupState.STABLE,
                    Node.noNode(),
                    null,
                    Optional.empty(),
                    Optional.empty()))));
  }

  private static ClusterPreparation preparation(Cluster cluster, String userId, Answer answer)
      throws Exception {
    Admin admin =
        (Admin)
            Proxy.newProxyInstance(
                Admin.class.getClassLoader(),
                new Class<?>[] {Admin.class},
                (proxy, method, arguments) -> call(cluster.admin, answer, method, arguments));
    return new ClusterPreparation(
        AppConfig.of(Map.of("bootstrap.servers", cluster.servers(), "user.id", userId)),
        settings -> admin);
  }

  private static Object call(Admin brokers, Answer answer, Method method, Object[] arguments)
      throws Throwable {
    if (method.getName().equals("close")) {
      return null;
    }
    Object answered = answer.to(method.getName(), arguments);
    try {
      return answered != null ? answered : method.invoke(brokers, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
