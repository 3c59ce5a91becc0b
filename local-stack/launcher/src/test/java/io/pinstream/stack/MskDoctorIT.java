// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pinstream.stack.dataset.DatasetLoader;
import io.pinstream.stack.dataset.PinterestDataset;
import io.pinstream.stack.process.ChildProcesses;
import io.pinstream.stack.service.KraftBroker;
import io.pinstream.stack.service.MariaDb;
import io.pinstream.stack.service.ObjectStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./pinstream msk doctor} at a broker with authorisation, with rights taken away. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MskDoctorIT {
  private final ChildProcesses children = new ChildProcesses(process -> {});
  private DataDirectory data;
  private KraftBroker broker;
  private MariaDb database;
  private ObjectStore store;
  private Admin admin;
  private Path client;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    var installation = Installation.ofSystemProperty();
    data = DataDirectory.claim(directory.resolve("data"));
    broker =
        KraftBroker.start(
            installation,
            data,
            children,
            Map.of(
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "allow.everyone.if.no.acl.found",
                "true"));
    database = MariaDb.start(installation, data, children);
    new DatasetLoader(database.url(), database.user(), database.password())
        .load(new PinterestDataset(1, 10), false, (table, loaded, all) -> {});
    store = ObjectStore.start(installation, data, children);
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    // From here on only what is allowed is allowed: all of it, until a test denies something.
    allow(ResourceType.CLUSTER, "kafka-cluster");
    allow(ResourceType.TOPIC, "*");
    allow(ResourceType.GROUP, "*");
    allow(ResourceType.TRANSACTIONAL_ID, "*");
    topics("someone", 3, 3, 3);
    client = Files.writeString(directory.resolve("client.properties"), "client.id=doctor\n");
    System.setProperty("aws.accessKeyId", store.accessKey());
    System.setProperty("aws.secretAccessKey", store.secretKey());
    System.setProperty("aws.endpointUrl", store.endpoint());
  }

  @AfterAll
  void end() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    System.clearProperty("aws.endpointUrl");
    admin.close();
    children.close();
    data.close();
  }

  @Test
  void withEveryRightNothingIsMissing() {
    var visit = visitWithDatabase(database.password());
    assertThat(visit.missing()).isEmpty();
    assertThat(visit.exitCode()).isZero();
    assertThat(visit.lines())
        .anyMatch(line -> line.matches("ok +brokers at 127.0.0.1:\\d+: 1 answer"))
        .contains(
            "ok      topic someone.pin: WriteData",
            "ok      the cluster: WriteDataIdempotently",
            "ok      transactional id pinstream-someone-doctor: AlterTransactionalId, DescribeTransactionalId",
            "ok      topic __amazon_msk_connect_doctor: CreateTopic",
            "unknown topic __amazon_msk_connect_doctor: ReadData: could not be asked: the topic does not exist yet",
            "ok      group connect-pinstream-doctor: DescribeGroup",
            "unknown group connect-pinstream-doctor: AlterGroup: could not be asked: the group does not exist yet",
            "ok      the same number of partitions in someone.geo, someone.pin, someone.user",
            "not looked at: the sink's bucket (--bucket)")
        .anyMatch(line -> line.startsWith("ok      table pinterest_data: SELECT"))
        .anyMatch(line -> line.startsWith("ok      topic someone.post: CreateTopic"));
  }

  @Test
  void brokersAreAskedForTheSameWhereTheClusterHasAName() {
    assertThat(visit("someone", "--parameter", "cluster=mine/4f").lines())
        .isEqualTo(visit("someone").lines());
  }

  @ParameterizedTest
  @CsvSource({
    "CLUSTER, kafka-cluster, IDEMPOTENT_WRITE, the cluster: WriteDataIdempotently",
    "TOPIC, someone.pin, WRITE, topic someone.pin: WriteData",
    "TOPIC, someone.geo, READ, topic someone.geo: ReadData",
    "TOPIC, someone.user, DESCRIBE, topic someone.user: DescribeTopic",
    "GROUP, connect-pinstream-doctor, DESCRIBE, group connect-pinstream-doctor: DescribeGroup",
    "TRANSACTIONAL_ID, pinstream-someone-doctor, WRITE, transactional id pinstream-someone-doctor: AlterTransactionalId"
  })
  void aRightThatIsTakenAwayIsNamed(
      ResourceType type, String name, AclOperation operation, String line) throws Exception {
    var denied = entry(type, name, AclPermissionType.DENY, operation);
    admin.createAcls(List.of(denied)).all().get();
    try {
      await()
          .atMost(TestStack.PATIENCE)
          .untilAsserted(
              () -> {
                var visit = visit("someone");
                assertThat(visit.exitCode()).isEqualTo(1);
                assertThat(visit.missing())
                    .singleElement()
                    .asString()
                    .contains(line, "allow kafka-cluster:");
              });
    } finally {
      admin.deleteAcls(List.of(denied.toFilter())).all().get();
    }
  }

  @Test
  void unequalPartitionsAreTold() throws Exception {
    topics("uneven", 3, 2, 3);
    assertThat(visit("uneven").missing())
        .singleElement()
        .asString()
        .contains("uneven.geo=2", "the join refuses them");
  }

  @Test
  void brokersThatDoNotAnswerAreTold() {
    var visit =
        DoctorVisit.with(
            Stream.of("--bootstrap-servers", "127.0.0.1:1", "--client", client.toString()));
    assertThat(visit.exitCode()).isEqualTo(1);
    assertThat(visit.missing())
        .singleElement()
        .asString()
        .contains("brokers at 127.0.0.1:1", "security group", "9098");
  }

  @Test
  void aWrongPasswordIsToldWithoutIt() {
    var visit = visitWithDatabase("not-the-password");
    assertThat(visit.missing())
        .singleElement()
        .asString()
        .contains("database " + database.url(), "user and password")
        .doesNotContain("not-the-password");
  }

  @Test
  void aBucketIsTriedOut() {
    var visit = visit("someone", "--bucket", ObjectStore.BUCKET, "--region", "us-east-1");
    assertThat(visit.missing()).isEmpty();
    assertThat(visit.lines())
        .contains(
            "ok      bucket pinstream: s3:PutObject", "ok      bucket pinstream: s3:ListBucket");
    assertThat(store.objects()).as("nothing is left behind").isZero();
    assertThat(visit("someone", "--bucket", "nobodys", "--region", "us-east-1").missing())
        .singleElement()
        .asString()
        .contains("bucket nobodys: s3:ListBucket", "make the bucket");
  }

  private DoctorVisit visitWithDatabase(String password) {
    return visit(
        "someone",
        "--database",
        database.url(),
        "--database-user",
        database.user(),
        "--database-password",
        password);
  }

  private DoctorVisit visit(String userId, String... further) {
    return DoctorVisit.with(
        Stream.concat(
            Stream.of(
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--client",
                client.toString(),
                "--user-id",
                userId),
            Stream.of(further)));
  }

  private void topics(String userId, int pin, int geo, int user) throws Exception {
    var counts = Map.of("pin", pin, "geo", geo, "user", user);
    admin
        .createTopics(
            counts.entrySet().stream()
                .map(
                    part ->
                        new NewTopic(
                            userId + "." + part.getKey(),
                            Optional.of(part.getValue()),
                            Optional.empty()))
                .toList())
        .all()
        .get();
  }

  private void allow(ResourceType type, String name) throws Exception {
    admin
        .createAcls(List.of(entry(type, name, AclPermissionType.ALLOW, AclOperation.ALL)))
        .all()
        .get();
  }

  private static AclBinding entry(
      ResourceType type, String name, AclPermissionType permission, AclOperation operation) {
    return new AclBinding(
        new ResourcePattern(type, name, PatternType.LITERAL),
        new AccessControlEntry("User:ANONYMOUS", "*", operation, permission));
  }
}
