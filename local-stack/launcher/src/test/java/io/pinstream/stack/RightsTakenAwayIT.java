// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pinstream.stack.process.ChildProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./pinstream msk doctor} at a closed broker, as somebody who has the rights that {@code
 * config/msk/policies} give to all parts together: it names each one that is taken away.
 */
@Tag("faults")
class RightsTakenAwayIT {
  private static final String USER = "doctor";
  private static final String USER_ID = "ada";

  /** What doctor puts in the place of a star. */
  private static final String STAR = "doctor";

  /** The parts that it knows by the names of their policies. All have the worker's, too. */
  private static final List<String> PARTS =
      List.of(
          "source",
          "exactly-once",
          "s3-sink",
          "lakehouse",
          "raw-lake",
          "streams",
          "streams-raw",
          "streams-send-back",
          "streams-reset",
          "rest");

  /** Of these rights doctor asks IAM: they are used by CloudFormation, whose log-in is not ours. */
  private static final String OF_CLOUD_FORMATION = "deployer-topics";

  private final Installation installation = Installation.ofSystemProperty();

  @Test
  void doctorNamesEachOne(@TempDir Path directory) throws Exception {
    var policies = Stream.concat(Stream.of("worker"), PARTS.stream()).toList();
    var rights = PolicyRight.of(installation, USER_ID, policies);
    try (var data = DataDirectory.claim(directory.resolve("data"));
        var children = new ChildProcesses(process -> {});
        var closed =
            ClosedBroker.start(installation, data, children, directory, Map.of(USER, rights))) {
      makeWhatIsLookedAt(closed, rights);
      var login =
          Files.write(
              directory.resolve("client.properties"),
              closed.client("", ClosedBroker.login(USER)).entrySet().stream()
                  .map(setting -> setting.getKey() + "=" + setting.getValue())
                  .toList());
      assertThat(missing(closed, login)).isEmpty();
      // One kind after the other, from everything that it is given on.
      for (var action : rights.stream().map(PolicyRight::action).distinct().toList()) {
        var taken = rights.stream().filter(right -> right.action().equals(action)).toList();
        var denials = taken.stream().map(right -> right.denied(USER, STAR)).toList();
        closed.admin().createAcls(denials).all().get();
        var names =
            taken.stream().map(RightsTakenAwayIT::named).collect(toCollection(TreeSet::new));
        await()
            .atMost(TestStack.PATIENCE)
            .untilAsserted(() -> assertThat(missing(closed, login)).as(action).isEqualTo(names));
        var filters = denials.stream().map(denial -> denial.toFilter()).toList();
        closed.admin().deleteAcls(filters).all().get();
      }
    }
  }

  @Test
  void noPolicyOnTheClusterIsLeftOut() throws IOException {
    try (var files = Files.list(installation.config("msk/policies"))) {
      var onTheCluster = new TreeSet<String>();
      for (var file : files.toList()) {
        if (Files.readString(file).contains("kafka-cluster:")) {
          onTheCluster.add(file.getFileName().toString().replace(".json", ""));
        }
      }
      assertThat(onTheCluster)
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(Stream.of("worker", OF_CLOUD_FORMATION), PARTS.stream()).toList());
    }
  }

  private static String named(PolicyRight right) {
    var of =
        switch (right.type()) {
          case CLUSTER -> "the cluster";
          case TRANSACTIONAL_ID -> "transactional id " + right.sample(STAR);
          case GROUP -> "group " + right.sample(STAR);
          default -> "topic " + right.sample(STAR);
        };
    return of + ": " + right.action();
  }

  /** Of what is not there, brokers tell less. */
  private static void makeWhatIsLookedAt(ClosedBroker closed, List<PolicyRight> rights)
      throws Exception {
    closed.create(
        names(rights, ResourceType.TOPIC)
            .map(name -> new NewTopic(name, Optional.of(3), Optional.empty())));
    var offset =
        Map.of(new TopicPartition(new Topics(USER_ID).of("pin"), 0), new OffsetAndMetadata(0));
    for (var group : names(rights, ResourceType.GROUP).toList()) {
      closed.admin().alterConsumerGroupOffsets(group, offset).all().get();
    }
  }

  private static Stream<String> names(List<PolicyRight> rights, ResourceType type) {
    return rights.stream()
        .filter(right -> right.type() == type)
        .map(right -> right.sample(STAR))
        .distinct();
  }

  private static Set<String> missing(ClosedBroker closed, Path login) {
    return DoctorVisit.with(
            Stream.of(
                "--bootstrap-servers",
                closed.address(),
                "--client",
                login.toString(),
                "--user-id",
                USER_ID,
                "--part",
                String.join(",", PARTS)))
        .missing()
        .stream()
        .map(line -> line.replaceFirst("^MISSING +", "").replaceFirst("^(.*?: \\w+).*", "$1"))
        .collect(toCollection(TreeSet::new));
  }
}
