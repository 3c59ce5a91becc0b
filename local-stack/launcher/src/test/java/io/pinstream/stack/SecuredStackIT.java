// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pinstream.msk.MskCommand;
import io.pinstream.stack.connect.ConnectClient;
import io.pinstream.stack.dataset.DatasetLoader;
import io.pinstream.stack.dataset.PinterestDataset;
import io.pinstream.stack.lake.IcebergLake;
import io.pinstream.stack.lake.IcebergTables;
import io.pinstream.stack.lake.Lake;
import io.pinstream.stack.lake.LakeOfRun;
import io.pinstream.stack.lake.LakeSession;
import io.pinstream.stack.process.ChildProcesses;
import io.pinstream.stack.process.FreePorts;
import io.pinstream.stack.process.JavaCommand;
import io.pinstream.stack.service.ChildService;
import io.pinstream.stack.service.ConnectVersion;
import io.pinstream.stack.service.ConnectWorker;
import io.pinstream.stack.service.MariaDb;
import io.pinstream.stack.service.ObjectStore;
import io.pinstream.stack.service.RestProcess;
import io.pinstream.stack.service.StreamsProcess;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * TLS, a log-in for each part and Kafka's authorizer: with the rights that {@code
 * config/msk/policies} give it, each part does its work; nobody tells a password; {@code doctor}
 * names each right that is taken away. Kafka's authorizer is wider than IAM in two ways: who may
 * read or write may describe, and a star is a name's end.
 */
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecuredStackIT {
  private static final String USER_ID = "ada";
  private static final int POSTS = 60;
  private static final String ROW =
      """
      {"Data":{"ind":900001,"timestamp":"2020-08-28 03:52:47","latitude":1.5,"longitude":2.5,"country":"Chad"}}
      """;
  private static final String STAR = "doctor";
  private static final String NO_ROW = "no row at all";
  private static final String RAW_USER_ID = "bob";
  private static final String TOKEN = ClosedBroker.password("caller");
  private static final Map<String, String> PLACEHOLDERS =
      Map.of(
          "stack",
          "pinstream",
          "offsets topic",
          "pinstream-connect-offsets",
          "control topic",
          Topics.LAKE_CONTROL);

  /** Whoever logs in, and the policies of the role that it has on AWS. */
  private static final Map<String, List<String>> POLICIES =
      Map.of(
          "worker", List.of("worker.json"),
          "source", List.of("worker.json", "source.json"),
          "exact-worker", List.of("worker.json", "exactly-once.json"),
          "exact-source", List.of("worker.json", "source.json", "exactly-once.json"),
          "lake", List.of("worker.json", "lakehouse.json"),
          "raw-lake", List.of("worker.json", "raw-lake.json"),
          "objects", List.of("s3-sink.json"),
          "streams", List.of("streams.json"),
          "rest", List.of("rest.json"),
          "doctor",
              List.of(
                  "worker.json",
                  "source.json",
                  "exactly-once.json",
                  "s3-sink.json",
                  "lakehouse.json",
                  "raw-lake.json",
                  "streams.json",
                  "streams-raw.json",
                  "streams-send-back.json",
                  "streams-reset.json",
                  "rest.json"));

  /** The same for an app on raw rows, whose topics are another user's. */
  private static final Map<String, List<String>> RAW_POLICIES =
      Map.of(
          "raw-streams", List.of("streams.json", "streams-raw.json", "streams-send-back.json"),
          "raw-reset", List.of("streams.json", "streams-raw.json", "streams-reset.json"));

  private final Installation installation = Installation.ofSystemProperty();
  private final Topics topics = new Topics(USER_ID);
  private final ChildProcesses children = new ChildProcesses(process -> {});
  private DataDirectory data;
  private ClosedBroker closed;
  private MariaDb database;
  private ObjectStore store;

  @BeforeAll
  void startBroker(@TempDir Path directory) throws Exception {
    data = DataDirectory.claim(directory.resolve("data"));
    var rights = new TreeMap<String, List<PolicyRight>>();
    for (var user : POLICIES.entrySet()) {
      rights.put(user.getKey(), rights(USER_ID, user.getValue()));
    }
    for (var user : RAW_POLICIES.entrySet()) {
      rights.put(user.getKey(), rights(RAW_USER_ID, user.getValue()));
    }
    closed = ClosedBroker.start(installation, data, children, directory, rights);
    // What nobody has the right to make. The others are made by the source.
    closed
        .admin()
        .createTopics(List.of(new NewTopic(Topics.LAKE_CONTROL, Optional.of(1), Optional.empty())))
        .all()
        .get();
    database = MariaDb.start(installation, data, children);
    new DatasetLoader(database.url(), database.user(), database.password())
        .load(new PinterestDataset(1, POSTS), false, (table, loaded, all) -> {});
    store = ObjectStore.start(installation, data, children);
  }

  @AfterAll
  void end() {
    closed.close();
    children.close();
    data.close();
  }

  private List<PolicyRight> rights(String userId, List<String> policies) throws Exception {
    var values = new TreeMap<>(PLACEHOLDERS);
    values.put("user.id", userId);
    return PolicyRight.of(installation, values, policies.toArray(String[]::new));
  }

  @Test
  void eachPartDoesItsWorkWithItsRightsAloneAndTellsNoPassword() throws Exception {
    int before = countIfThere(topics.of("geo"));
    int httpPort = FreePorts.find(1).get(0);
    var lake =
        LakeOfRun.create(
            installation,
            data.run(),
            USER_ID,
            store.endpoint(),
            StreamsProcess.url(httpPort),
            false);
    // As MSK Connect has it: transactional ids are a right of their own.
    var worker = startWorker(false);
    var connect = new ConnectClient(worker.url());
    connect.deploy(sourceSettings());
    // The source makes the topics, by a right of its own.
    await()
        .atMost(TestStack.PATIENCE)
        .until(
            () ->
                closed
                    .admin()
                    .listTopics()
                    .names()
                    .get()
                    .containsAll(Topics.PARTS.stream().map(topics::of).toList()));
    var streams = startStreams(httpPort);
    var rest =
        RestProcess.start(
            installation,
            data,
            closed.address(),
            USER_ID,
            FreePorts.find(1).get(0),
            closed.client("", ClosedBroker.login("rest")),
            children);
    connect.deploy(lakeSettings(lake));
    assertThat(
            new ConnectRest(rest.url())
                .send("PUT", "/streams/streaming-ada-geo/record", ROW)
                .status())
        .isEqualTo(200);

    await()
        .atMost(TestStack.PATIENCE)
        .untilAsserted(
            () -> {
              for (var connector : List.of("pinstream-source", "pinstream-lake")) {
                assertThat(connect.status(connector).failure()).isEmpty();
              }
              assertThat(count(topics.post())).isEqualTo(POSTS);
              assertThat(count(topics.of("geo"))).isEqualTo(before + POSTS + 1);
            });
    awaitLake(lake, counts(List.of("pin", "geo", "user", "post")));
    readAsTheS3SinkDoes();
    writeRaw(new Topics(topics.of("raw")));
    // Its tables have no column for deletions, so they can't be the other sink's.
    var rawCatalog = data.run().resolve("raw-catalog.sqlite");
    connect.deploy(rawLakeSettings(rawCatalog));
    awaitLake(
        new IcebergLake(installation, rawCatalog, data.run().resolve("object-store")),
        Map.of("pin", (long) POSTS, "geo", (long) POSTS, "user", (long) POSTS));
    await()
        .atMost(TestStack.PATIENCE)
        .untilAsserted(() -> assertThat(countIfThere(topics.of("raw.dlq"))).isEqualTo(1));
    assertThat(connect.status("pinstream-raw-lake").failure()).isEmpty();

    var said = new StringBuilder();
    var asked = new ConnectRest(worker.url());
    for (var path : List.of("/connectors?expand=info&expand=status", "/connector-plugins")) {
      said.append(asked.get(path).body());
    }
    for (var connector : List.of("pinstream-source", "pinstream-lake", "pinstream-raw-lake")) {
      said.append(asked.get("/connectors/" + connector + "/config").body());
    }
    for (var path : List.of("/metrics", "/api/stats", "/api/questions/1", "/readyz")) {
      said.append(new ConnectRest(streams.url()).get(path).body());
    }
    for (var path : List.of("/metrics", "/topics", "/brokers", "/readyz")) {
      said.append(new ConnectRest(rest.url()).get(path).body());
    }
    var services = List.<ChildService>of(closed.broker(), worker, streams, rest, store);
    for (var service : services) {
      said.append(JmxText.of(service.process().pid())).append(Files.readString(service.log()));
    }
    said.append(Files.readString(database.log()));
    var secrets = POLICIES.keySet().stream().map(ClosedBroker::password);
    var others = Stream.of(ClosedBroker.keyPassword(), database.password(), store.secretKey());
    assertThat(Stream.concat(secrets, others).filter(said.toString()::contains)).isEmpty();
    assertThat(said).as("what was searched").contains("kafka.server", "kafka.connect", "ada.geo");
    assertThat(said).as("the app's check of its topics").doesNotContain("can't be checked");
    worker.close();
  }

  private StreamsProcess startStreams(int httpPort) {
    return startStreams("streams", USER_ID, httpPort, Map.of());
  }

  private StreamsProcess startStreams(
      String user, String userId, int httpPort, Map<String, String> further) {
    var settings = new TreeMap<>(closed.client("", ClosedBroker.login(user)));
    settings.put("bootstrap.servers", closed.address());
    settings.put("user.id", userId);
    settings.put("http.port", Integer.toString(httpPort));
    settings.putAll(further);
    return StreamsProcess.start(installation, data, user, settings, children);
  }

  /** Starts a worker, with the rights to transactional ids where it writes exactly once. */
  private ConnectWorker startWorker(boolean exactly) {
    var prefix = exactly ? "exact-" : "";
    var settings = new TreeMap<>(closed.client("", ClosedBroker.login(prefix + "worker")));
    var name = prefix + "it";
    settings.put("group.id", "__amazon_msk_connect_" + name);
    settings.put("config.storage.topic", "__amazon_msk_connect_configs_" + name);
    settings.put("status.storage.topic", "__amazon_msk_connect_status_" + name);
    settings.put("exactly.once.source.support", exactly ? "enabled" : "disabled");
    return ConnectWorker.start(
        installation,
        data,
        "connect-" + name,
        ConnectVersion.MSK_CONNECT,
        closed.address(),
        List.of(installation.mskPlugin(), installation.lakehousePlugin()),
        settings,
        Map.ofEntries(
            Map.entry("PINSTREAM_DATABASE_URL", database.url()),
            Map.entry("PINSTREAM_DATABASE_USER", database.user()),
            Map.entry("PINSTREAM_DATABASE_PASSWORD", database.password()),
            Map.entry(
                "PINSTREAM_CATALOG_URL", IcebergTables.url(LakeOfRun.catalogFile(data.run()))),
            Map.entry("PINSTREAM_S3_ENDPOINT", store.endpoint()),
            Map.entry("PINSTREAM_BUCKET", ObjectStore.BUCKET),
            Map.entry("PINSTREAM_SOURCE_LOGIN", ClosedBroker.login(prefix + "source")),
            Map.entry("PINSTREAM_LAKE_LOGIN", ClosedBroker.login("lake")),
            Map.entry("PINSTREAM_RAW_LAKE_LOGIN", ClosedBroker.login("raw-lake")),
            Map.entry("AWS_ACCESS_KEY_ID", store.accessKey()),
            Map.entry("AWS_SECRET_ACCESS_KEY", store.secretKey()),
            Map.entry("AWS_REGION", "us-east-1"),
            Map.entry("AWS_EC2_METADATA_DISABLED", "true")),
        children);
  }

  private Map<String, String> sourceSettings() {
    var settings =
        new TreeMap<>(PropertiesFile.read(installation.config("local/source.properties")));
    settings.put("user.id", USER_ID);
    settings.putAll(Emulation.of(POSTS).settings());
    for (var of : List.of("producer.override.", "admin.override.")) {
      settings.putAll(closed.client(of, "${env:PINSTREAM_SOURCE_LOGIN}"));
    }
    return settings;
  }

  private Map<String, String> lakeSettings(Lake lake) {
    var settings = new TreeMap<>(lake.sink(topics));
    for (var of : List.of("consumer.override.", "iceberg.kafka.")) {
      settings.putAll(closed.client(of, "${env:PINSTREAM_LAKE_LOGIN}"));
    }
    return settings;
  }

  private Map<String, String> rawLakeSettings(Path catalog) {
    var settings =
        new TreeMap<>(PropertiesFile.read(installation.config("local/raw-lake.properties")));
    settings.put(
        "topics",
        Topics.PARTS.stream().map(part -> topics.of("raw." + part)).collect(joining(",")));
    settings.put("errors.deadletterqueue.topic.name", topics.of("raw.dlq"));
    settings.put("iceberg.control.topic", Topics.LAKE_CONTROL);
    settings.put("iceberg.catalog.uri", IcebergTables.url(catalog));
    settings.put("iceberg.catalog.warehouse", "s3://%s/lake/raw".formatted(ObjectStore.BUCKET));
    for (var of :
        List.of("consumer.override.", "producer.override.", "admin.override.", "iceberg.kafka.")) {
      settings.putAll(closed.client(of, "${env:PINSTREAM_RAW_LAKE_LOGIN}"));
    }
    return settings;
  }

  /** What another producer writes: rows as the database has them, and one that is none. */
  private void writeRaw(Topics raw) throws Exception {
    var there = closed.admin().listTopics().names().get();
    closed
        .admin()
        .createTopics(
            Topics.PARTS.stream()
                .map(raw::of)
                .filter(name -> !there.contains(name))
                .map(name -> new NewTopic(name, Optional.of(2), Optional.empty()))
                .toList())
        .all()
        .get();
    var rows = RawRows.read(database.url(), database.user(), database.password());
    var records = new ArrayList<ProducerRecord<String, String>>();
    for (var part : Topics.PARTS) {
      rows.part(part).values().forEach(row -> records.add(new ProducerRecord<>(raw.of(part), row)));
    }
    records.add(new ProducerRecord<>(raw.of("pin"), NO_ROW));
    try (var producer = TopicWriter.open(closed.broker().bootstrapServers())) {
      for (var sent : records.stream().map(producer::send).toList()) {
        sent.get();
      }
    }
  }

  /**
   * What a task of Confluent's S3 sink asks the cluster for, which can't be had from Maven Central:
   * its consumer's group, the topics of its properties, and commits.
   */
  private void readAsTheS3SinkDoes() {
    var file = PropertiesFile.read(installation.config("msk/s3-sink.properties"));
    var read = Stream.of(file.get("topics").replace("<user.id>", USER_ID).split(",", -1)).toList();
    var settings = new TreeMap<String, Object>(closed.client("", ClosedBroker.login("objects")));
    settings.put("bootstrap.servers", closed.address());
    settings.put("group.id", "connect-" + file.get("name"));
    settings.put("isolation.level", file.get("consumer.override.isolation.level"));
    settings.put("auto.offset.reset", "earliest");
    settings.put("enable.auto.commit", "false");
    var found = new TreeMap<String, Integer>();
    var bytes = new ByteArrayDeserializer();
    try (var consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
      consumer.subscribe(read);
      await()
          .atMost(TestStack.PATIENCE)
          .pollInSameThread()
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(200))
                    .forEach(row -> found.merge(row.topic(), 1, Integer::sum));
                return read.stream()
                    .allMatch(topic -> found.getOrDefault(topic, 0) == count(topic));
              });
      consumer.commitSync();
    }
  }

  private int countIfThere(String topic) throws Exception {
    return closed.admin().listTopics().names().get().contains(topic) ? count(topic) : 0;
  }

  private int count(String topic) {
    return TopicReader.read(closed.broker().bootstrapServers(), topic).size();
  }

  private Map<String, Long> counts(List<String> parts) {
    var counts = new TreeMap<String, Long>();
    parts.forEach(part -> counts.put(part, (long) count(topics.of(part))));
    return counts;
  }

  private static void awaitLake(Lake lake, Map<String, Long> expected) {
    await()
        .atMost(TestStack.PATIENCE)
        .untilAsserted(
            () -> {
              try (var session = LakeSession.open(lake)) {
                assertThat(session.counts()).containsAllEntriesOf(expected);
              }
            });
  }

  @Test
  void anAppOnRawRowsSendsALetterBackAndIsResetWithItsRightsAlone() throws Exception {
    var raw = new Topics(RAW_USER_ID);
    writeRaw(raw);
    var app = startRawApp();
    awaitCounts(raw, POSTS, 1);
    var repartition = "pinstream-%s-pin-repartition".formatted(RAW_USER_ID);
    await()
        .atMost(TestStack.PATIENCE)
        .untilAsserted(
            () -> assertThat(count(repartition)).as("what is read is deleted").isLessThan(POSTS));

    assertThat(sendBack(app, raw)).contains("\"outcome\":\"sent\"");
    awaitCounts(raw, POSTS, 2);
    assertThat(count(raw.of("dlq.sent"))).isEqualTo(1);
    app.close();

    assertThat(resetRawApp())
        .contains(
            "removed the position in the inputs",
            "removed topic " + repartition,
            "removed topic bob.answer.1",
            "removed topic bob.history");
    startRawApp();
    awaitCounts(raw, 2 * POSTS, 4);
  }

  private StreamsProcess startRawApp() {
    return startStreams(
        "raw-streams",
        RAW_USER_ID,
        FreePorts.find(1).get(0),
        Map.of("inputs", "raw", "http.token", TOKEN, "repartition.purge.interval.ms", "100"));
  }

  private void awaitCounts(Topics raw, int posts, int letters) {
    await()
        .atMost(TestStack.PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(countIfThere(raw.post())).isEqualTo(posts);
              assertThat(countIfThere(raw.deadLetters())).isEqualTo(letters);
            });
  }

  private String sendBack(StreamsProcess app, Topics raw) throws Exception {
    var letter = TopicReader.read(closed.broker().bootstrapServers(), raw.deadLetters()).get(0);
    var request =
        HttpRequest.newBuilder(URI.create(app.url() + "/api/dead-letters/send-back"))
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"letters\":[{\"partition\":%s,\"offset\":%s}]}"
                        .formatted(letter.partition(), letter.offset())))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  /** As an operator, with the app's own settings but for the log-in. */
  private String resetRawApp() throws Exception {
    var log = data.log("raw-reset");
    var command =
        JavaCommand.of("io.pinstream.streams.PinstreamApp", installation.streamsAppClassPath())
            .argument("reset")
            .argument("--history")
            .argument("--config")
            .argument(data.run("raw-streams").resolve("streams.properties"))
            .argument("--set")
            .argument("sasl.jaas.config=" + ClosedBroker.login("raw-reset"))
            .toList();
    var reset =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(reset.waitFor(TestStack.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(reset.exitValue()).as(Files.readString(log)).isZero();
    return Files.readString(log);
  }

  @Test
  void aSourceThatWritesExactlyOnceNeedsTheRightsToTransactionalIdsAndNoOthers() throws Exception {
    int before = countIfThere(topics.of("pin"));
    var worker = startWorker(true);
    var connect = new ConnectClient(worker.url());
    var settings = new TreeMap<>(sourceSettings());
    settings.put("name", "pinstream-exact");
    // A connector that writes exactly once reads its offsets with a consumer of its own.
    settings.putAll(closed.client("consumer.override.", "${env:PINSTREAM_SOURCE_LOGIN}"));
    connect.deploy(settings);
    await()
        .atMost(TestStack.PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(connect.status("pinstream-exact").failure()).isEmpty();
              assertThat(count(topics.of("pin"))).isEqualTo(before + POSTS);
            });
    assertThat(transactions()).anyMatch(id -> id.contains("pinstream-exact"));
    worker.close();
  }

  private Set<String> transactions() {
    try {
      return closed.admin().listTransactions().all().get().stream()
          .map(TransactionListing::transactionalId)
          .collect(Collectors.toSet());
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /** One kind of right after the other is taken away from everything that it is given on. */
  @Test
  void doctorNamesEachRightThatIsTakenAway(@TempDir Path directory) throws Exception {
    var rights = rights(USER_ID, POLICIES.get("doctor"));
    makeWhatIsLookedAt(rights);
    var file = directory.resolve("client.properties");
    Files.writeString(
        file,
        closed.client("", ClosedBroker.login("doctor")).entrySet().stream()
            .map(setting -> setting.getKey() + "=" + setting.getValue())
            .collect(joining("\n")));
    assertThat(missing(file)).isEmpty();
    for (var action : rights.stream().map(PolicyRight::action).distinct().toList()) {
      var taken = rights.stream().filter(right -> right.action().equals(action)).toList();
      closed
          .admin()
          .createAcls(taken.stream().map(r -> r.denied("doctor", STAR)).toList())
          .all()
          .get();
      await()
          .atMost(TestStack.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(missing(file))
                      .as(action)
                      .isEqualTo(
                          taken.stream()
                              .map(SecuredStackIT::named)
                              .collect(Collectors.toCollection(TreeSet::new))));
      var filters = new ArrayList<AclBindingFilter>();
      taken.forEach(right -> filters.add(right.denied("doctor", STAR).toFilter()));
      closed.admin().deleteAcls(filters).all().get();
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
  private void makeWhatIsLookedAt(List<PolicyRight> rights) throws Exception {
    var there = closed.admin().listTopics().names().get();
    closed
        .admin()
        .createTopics(
            names(rights, ResourceType.TOPIC).stream()
                .filter(name -> !there.contains(name))
                .map(
                    name ->
                        new NewTopic(name, Optional.of(3), Optional.empty())
                            .configs(
                                // As the app makes those that it finds here later.
                                Map.of(
                                    "cleanup.policy",
                                    name.endsWith(".post") ? "compact" : "delete",
                                    "max.message.bytes",
                                    "4194304")))
                .toList())
        .all()
        .get();
    var offset = Map.of(new TopicPartition(topics.of("pin"), 0), new OffsetAndMetadata(0));
    for (var group : names(rights, ResourceType.GROUP)) {
      try {
        closed.admin().alterConsumerGroupOffsets(group, offset).all().get();
      } catch (ExecutionException e) {
        // The app's, where it runs.
        assertThat(e).hasCauseInstanceOf(UnknownMemberIdException.class);
      }
    }
  }

  private static Set<String> names(List<PolicyRight> rights, ResourceType type) {
    return rights.stream()
        .filter(right -> right.type() == type)
        .map(right -> right.sample(STAR))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> missing(Path client) {
    var printed = new StringWriter();
    new CommandLine(MskCommand.class)
        .setOut(new PrintWriter(printed))
        .execute(
            "doctor",
            "--bootstrap-servers",
            closed.address(),
            "--client",
            client.toString(),
            "--user-id",
            USER_ID,
            "--part",
            "source,exactly-once,s3-sink,lakehouse,raw-lake,streams,streams-raw,streams-send-back,streams-reset,rest");
    return printed
        .toString()
        .lines()
        .filter(line -> line.startsWith("MISSING"))
        .map(line -> line.replaceFirst("^MISSING +", "").replaceFirst("^(.*?: \\w+).*", "$1"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
