// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinstream.stack.connect.ConnectorStatus;
import io.pinstream.stack.demo.CleanRowOracle;
import io.pinstream.stack.lake.LakeSession;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Connectors from the files of {@code config/msk}, on a worker with the settings of its {@code
 * worker.properties}. What differs from MSK is overridden, and nothing else: addresses, and Glue.
 */
class MskPropertiesIT {
  private static final int ROWS = 300;

  @TempDir private Path directory;
  private SecretsEndpoint secrets;

  @BeforeEach
  void startSecrets() throws IOException {
    secrets = new SecretsEndpoint();
  }

  @AfterEach
  void stopSecrets() {
    secrets.close();
  }

  @Tag("slow")
  @Test
  void sourceAndLakehouseRun() {
    try (var test = TestStack.start(options())) {
      var stack = test.stack();
      deploySource(test);
      var lakehouse = filled(stack, "lakehouse.properties");
      PropertiesFile.read(Installation.ofSystemProperty().config("local/lake.properties"))
          .forEach(
              (name, value) -> {
                if (name.startsWith("iceberg.catalog")) {
                  lakehouse.put(name, value);
                }
              });
      // MSK Connect's worker brings the log-in along, the stack's has none.
      lakehouse.keySet().removeIf(name -> name.startsWith("iceberg.kafka.sasl."));
      lakehouse.put("iceberg.kafka.security.protocol", "PLAINTEXT");
      lakehouse.put("iceberg.control.commit.interval-ms", "5000");
      stack.connect().deploy(lakehouse);
      await()
          .atMost(TestStack.PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(
              () -> {
                assertThat(stack.connect().status("pinstream-lake").failure()).isEmpty();
                try (var session = LakeSession.open(stack.lake())) {
                  assertThat(session.counts().values()).allMatch(rows -> rows > 0);
                }
              });
    }
  }

  @Test
  void sourceAndS3SinksRun() {
    var archive = Installation.ofSystemProperty().mskPluginWithS3Sink();
    assumeTrue(
        archive.isPresent(),
        "the S3 sink's properties are not tested: its archive was not given with -Ds3.sink.zip=FILE");
    try (var test = TestStack.start(options().withS3Sink(archive.get()))) {
      var stack = test.stack();
      deploySource(test);
      for (var file : new String[] {"s3-sink.properties", "s3-sink-parquet.properties"}) {
        var sink = filled(stack, file);
        sink.put("store.url", stack.objectStore().endpoint());
        sink.put("rotate.schedule.interval.ms", "5000");
        stack.connect().deploy(sink);
      }
      var bucket = stack.objectStore().bucketFolder();
      awaitRows(
          "select count(*) from read_json('%s/topics/*/*/*.json', format='newline_delimited')"
              .formatted(bucket));
      // Arrays and instants are what they are, not text.
      awaitRows(
          "select count(*) from read_parquet('%s/parquet/*.geo/*/*.parquet') where coordinates[1] between -90 and 180 and \"timestamp\" > timestamptz '2000-01-01'"
              .formatted(bucket));
      assertThat(stack.connect().status("pinstream-s3-sink")).matches(ConnectorStatus::isRunning);
      assertThat(stack.connect().status("pinstream-s3-sink-parquet"))
          .matches(ConnectorStatus::isRunning);
    }
  }

  /** Skipped where the connector's archive was not given with {@code -Dplugins.extra}. */
  @Test
  void theBackfillCopiesEveryRowOnce() throws Exception {
    var archive = Installation.ofSystemProperty().mskPluginWithJdbcConnector();
    assumeTrue(
        archive.isPresent(),
        "Confluent's JDBC source is not tested: its archive was not given with -Dplugins.extra=FILE");
    try (var test = TestStack.start(options().withS3Sink(archive.get()))) {
      var stack = test.stack();
      var database = stack.database();
      secrets.keep(Map.of("username", database.user(), "password", database.password()));
      stack.connect().deploy(filled(stack, "jdbc-backfill.properties"));
      awaitBackfill(test);
      var oracle = CleanRowOracle.read(database.url(), database.user(), database.password());
      for (var part : Topics.PARTS) {
        var records = TopicReader.read(stack.broker().bootstrapServers(), stack.topics().of(part));
        assertThat(records).as("each row of %s once", part).hasSize(ROWS);
        var values = new HashMap<Integer, JsonNode>();
        for (var record : records) {
          values.put(
              Integer.valueOf(record.key()), CleanRowOracle.exactJson().readTree(record.value()));
        }
        assertThat(values).as(part).isEqualTo(new HashMap<>(oracle.part(part)));
      }
    }
  }

  /**
   * Confluent's JDBC source is not on Maven Central. What its file asks of the worker is tried with
   * rows that our own source reads as it does: under the tables' names, as they are.
   */
  @Tag("slow")
  @Test
  void theBackfillsTransformsMakeOfRawRowsWhatTheSourceEmits() throws IOException {
    try (var test = TestStack.start(options())) {
      var stack = test.stack();
      secrets.keep(
          Map.of("username", stack.database().user(), "password", stack.database().password()));
      var backfill = filled(stack, "jdbc-backfill.properties");
      backfill
          .keySet()
          .removeAll(
              Set.of(
                  "mode",
                  "numeric.mapping",
                  "poll.interval.ms",
                  "table.whitelist",
                  "topic.prefix"));
      backfill.put("connector.class", "io.pinstream.connect.source.JdbcSampleSourceConnector");
      backfill.put("user.id", stack.topics().userId());
      backfill.put("topics", "pinterest_data,geolocation_data,user_data");
      backfill.put("sampling.order", "sequential");
      backfill.put("posts.per.second", "0");
      backfill.put("posts.max", String.valueOf(ROWS));
      stack.connect().deploy(backfill);
      awaitBackfill(test);
      for (var record :
          TopicReader.read(stack.broker().bootstrapServers(), stack.topics().of("geo"))) {
        var value = new ObjectMapper().readTree(record.value());
        assertThat(record.key()).isEqualTo(value.path("ind").asText());
        assertThat(value.path("coordinates").size()).isEqualTo(2);
        assertThat(value.path("timestamp").asText()).endsWith("Z");
      }
    }
  }

  private static void awaitBackfill(TestStack test) {
    await()
        .atMost(TestStack.PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(test.stack().connect().status("pinstream-jdbc-backfill").failure())
                  .isEmpty();
              assertThat(test.watch().sight().joined()).isEqualTo(ROWS);
            });
    assertThat(test.watch().sight().deadLetters()).isZero();
  }

  private StackOptions options() {
    var worker =
        new TreeMap<>(
            MskProperties.filled(
                "worker.properties",
                Map.of(
                    "region", MskProperties.REGION, "offsets topic", MskProperties.OFFSETS_TOPIC)));
    worker.put("config.providers.secrets.param.endpoint", secrets.url());
    // The stack's own lake takes its addresses from the environment.
    worker.put("config.providers", "secrets,env");
    return StackOptions.defaults(directory, "msk").withRows(ROWS).withWorkerSettings(worker);
  }

  private void deploySource(TestStack test) {
    var stack = test.stack();
    secrets.keep(
        Map.of("username", stack.database().user(), "password", stack.database().password()));
    stack.connect().deploy(filled(stack, "source.properties"));
    await()
        .atMost(TestStack.PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(stack.connect().status("pinstream-source").failure()).isEmpty();
              assertThat(test.watch().sight().joined()).isGreaterThan(5);
            });
  }

  private static Map<String, String> filled(LocalStack stack, String file) {
    return MskProperties.filled(file, MskProperties.values(stack));
  }

  private static void awaitRows(String query) {
    await()
        .atMost(TestStack.PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptionsInstanceOf(SQLException.class)
        .untilAsserted(
            () -> {
              try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                  var statement = connection.createStatement();
                  var rows = statement.executeQuery(query)) {
                rows.next();
                assertThat(rows.getLong(1)).as(query).isPositive();
              }
            });
  }
}
