// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * TLS, a log-in for each part and Kafka's authorizer: with the rights that {@code
 * config/msk/policies} give it, each part does its work, and tells no secret. Kafka's authorizer is
 * wider than IAM in two ways: who may read or write may describe, and a star is a name's end.
 */
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClosedStackIT {
  private static final String USER_ID = "ada";
  private static final int POSTS = 60;
  private static final String ROW =
      """
      {"Data":{"ind":900001,"timestamp":"2020-08-28 03:52:47","latitude":1.5,"longitude":2.5,"country":"Chad"}}
      """;
  private static final String NO_ROW = "no row at all";
  private static final String RAW_USER_ID = "bob";
  private static final String TOKEN = ClosedBroker.password("caller");
  private static final String OTHER_TOKEN = ClosedBroker.password("another-caller");
  private static final String INSTANCE_SECRET = ClosedBroker.password("instance");
  private static final String WRONG_KEY_PASSWORD = ClosedBroker.password("wrong-key");

  /** Whoever logs in, and the policies of the role that it has on AWS. */
  private static final Map<String, List<String>> POLICIES =
      Map.of(
          "worker", List.of("worker"),
          "source", List.of("worker", "source"),
          "exact-worker", List.of("worker", "exactly-once"),
          "exact-source", List.of("worker", "source", "exactly-once"),
          "lake", List.of("worker", "lakehouse"),
          "raw-lake", List.of("worker", "raw-lake"),
          "objects", List.of("s3-sink"),
          "streams", List.of("streams"),
          "rest", List.of("rest"));

  /** The same for an app on raw rows, whose topics are another user's. */
  private static final Map<String, List<String>> RAW_POLICIES =
      Map.of(
          "raw-streams", List.of("streams", "streams-raw", "streams-send-back"),
          "raw-reset", List.of("streams", "streams-raw", "streams-reset"));

  private final Installation installation = Installation.ofSystemProperty();
  private final Topics topics = new Topics(USER_ID);
  private final ChildProcesses children = new ChildProcesses(process -> {});
  private DataDirectory data;
  private ClosedBroker closed;
  private MariaDb database;
  private ObjectStore store;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    data = DataDirectory.claim(directory.resolve("data"));
    var rights = new TreeMap<String, List<PolicyRight>>();
    for (var user : POLICIES.entrySet()) {
      rights.put(user.getKey(), PolicyRight.of(installation, USER_ID, user.getValue()));
    }
    for (var user : RAW_POLICIES.entrySet()) {
      rights.put(user.getKey(), PolicyRight.of(installation, RAW_USER_ID, user.getValue()));
    }
    closed = ClosedBroker.start(installation, data, children, directory, rights);
    // What nobody has the right to make. The others are made by the source.
    closed.create(Stream.of(new NewTopic(Topics.LAKE_CONTROL, Optional.of(1), Optional.empty())));
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

  @Test
  void eachPartDoesItsWorkWithItsRightsAloneAndTellsNoSecret() throws Exception {
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
    var streams = startStreams("streams", USER_ID, httpPort, Map.of());
    var restSettings = new TreeMap<>(closed.client("", ClosedBroker.login("rest")));
    restSettings.put("http.token", TOKEN);
    var rest =
        RestProcess.start(
            installation,
            data,
            closed.address(),
            USER_ID,
            FreePorts.find(1).get(0),
            restSettings,
            children);
    connect.deploy(lakeSettings(lake));
    var proxy = new ConnectRest(rest.url()).as(TOKEN);
    assertThat(proxy.send("PUT", "/streams/streaming-ada-geo/record", ROW).status()).isEqualTo(200);

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

    var overheard = new Overheard();
    overheard.answers(
        worker.url(),
        new ConnectRest(worker.url()),
        "/connectors?expand=info&expand=status",
        "/connector-plugins");
    listenTo(overheard, streams.url(), "/metrics", "/api/stats", "/api/questions/1", "/readyz");
    listenTo(overheard, rest.url(), "/metrics", "/topics", "/brokers", "/readyz");
    assertNoSecretIsTold(overheard, closed.broker(), database, store, worker, streams, rest);
    assertThat(overheard.toString())
        .as("what was searched")
        .contains("kafka.server", "kafka.connect", "ada.geo");
    assertThat(overheard.toString())
        .as("the app's check of its topics")
        .doesNotContain("can't be checked");
    worker.close();
  }

  @Test
  void aKeyThatCanNotBeReadIsNamedWithoutItsPassword() throws Exception {
    int port = FreePorts.find(1).get(0);
    var wrong = closed.https(WRONG_KEY_PASSWORD);
    assertThatThrownBy(
            () ->
                RestProcess.start(
                    installation, data, closed.address(), USER_ID, port, wrong, children))
        .hasMessageContaining("http.ssl.keystore...: ")
        .hasMessageNotContaining(WRONG_KEY_PASSWORD);
    assertThatThrownBy(() -> startStreams("wrong-key", USER_ID, port, wrong))
        .hasMessageContaining("http.ssl.keystore...: ")
        .hasMessageNotContaining(WRONG_KEY_PASSWORD);
    assertNoSecretIsTold(new Overheard(), closed.broker());
  }

  /** Both as somebody who may ask and as somebody who may not, where that is asked. */
  private static void listenTo(Overheard overheard, String url, String... paths) {
    for (var caller : List.of(TOKEN, OTHER_TOKEN)) {
      overheard.answers(url, new ConnectRest(url).as(caller), paths);
    }
  }

  /** Searches what is overheard already, and all that these processes tell, for all secrets. */
  private void assertNoSecretIsTold(Overheard overheard, ChildService... services)
      throws Exception {
    for (var service : services) {
      overheard.process(ProcessHandle.of(service.process().pid()).orElseThrow());
    }
    overheard.logs(data.run("logs"));
    var secrets =
        new ArrayList<>(
            List.of(
                ClosedBroker.keyPassword(),
                database.password(),
                store.secretKey(),
                TOKEN,
                OTHER_TOKEN,
                INSTANCE_SECRET,
                WRONG_KEY_PASSWORD));
    Stream.of(POLICIES, RAW_POLICIES)
        .flatMap(policies -> policies.keySet().stream())
        .forEach(user -> secrets.add(ClosedBroker.password(user)));
    assertThat(overheard.linesWith(secrets)).isEmpty();
  }

  private StreamsProcess startStreams(
      String user, String userId, int httpPort, Map<String, String> further) {
    var settings = new TreeMap<>(closed.client("", ClosedBroker.login(user)));
    settings.put("bootstrap.servers", closed.address());
    settings.put("user.id", userId);
    settings.put("http.port", Integer.toString(httpPort));
    settings.put("http.instance.secret", INSTANCE_SECRET);
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
    closed.create(
        Topics.PARTS.stream()
            .map(part -> new NewTopic(raw.of(part), Optional.of(2), Optional.empty())));
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
  void anAppOnRawRowsSendsALetterBackAndIsResetWithItsRightsAloneAndTellsNoSecret()
      throws Exception {
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
    var overheard = new Overheard();
    listenTo(overheard, app.url(), "/metrics", "/api/stats", "/api/dead-letters", "/readyz");
    assertNoSecretIsTold(overheard, app);
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

  private String sendBack(StreamsProcess app, Topics raw) {
    var letter = TopicReader.read(closed.broker().bootstrapServers(), raw.deadLetters()).get(0);
    return new ConnectRest(app.url())
        .as(TOKEN)
        .send(
            "POST",
            "/api/dead-letters/send-back",
            "{\"letters\":[{\"partition\":%s,\"offset\":%s}]}"
                .formatted(letter.partition(), letter.offset()))
        .body();
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
    assertThat(closed.admin().listTransactions().all().get())
        .extracting(TransactionListing::transactionalId)
        .anyMatch(id -> id.contains("pinstream-exact"));
    assertNoSecretIsTold(new Overheard(), worker);
    worker.close();
  }
}
