// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pinstream.stack.connect.ConnectorStatus;
import io.pinstream.stack.lake.LakeSession;
import io.pinstream.stack.service.ConnectVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The zip with Confluent's S3 sink in it, one class loader for both connectors. Skipped where the
 * sink's archive was not given to the build with {@code -Ds3.sink.zip}.
 */
class S3SinkIT {
  private static final int ROWS = 600;

  @ParameterizedTest
  @EnumSource
  void everyRecordIsInTheBucketOnce(ConnectVersion version, @TempDir Path directory)
      throws Exception {
    var archive = Installation.ofSystemProperty().mskPluginWithS3Sink();
    assumeTrue(
        archive.isPresent(),
        "Confluent's S3 sink is not tested: its archive was not given with -Ds3.sink.zip=FILE");
    var options =
        StackOptions.defaults(directory, "lake")
            .withRows(ROWS)
            .withConnect(version)
            .withS3Sink(archive.get());
    try (var test = TestStack.start(options)) {
      var stack = test.stack();
      stack.deployLake();
      stack.deploySource(Emulation.of(ROWS).withRate(20));
      await("a first object")
          .atMost(TestStack.PATIENCE)
          .until(() -> !objects(stack.objectStore().bucketFolder()).isEmpty());
      stack.worker().process().kill();
      stack.worker().start();
      test.awaitPosts(ROWS);
      tombstone(stack, "user", "0");
      awaitEveryRecordOnce(test);
      assertThat(stack.connectors()).allMatch(ConnectorStatus::isRunning);
      assertThat(objects(stack.objectStore().bucketFolder()))
          .as("the original's layout")
          .allMatch(
              name ->
                  name.matches(
                      "topics/(lake\\.(?:pin|geo|user|post))/partition=(\\d)/\\1\\+\\2\\+\\d{10}\\.json"))
          .as("no object per record")
          .hasSizeLessThan(ROWS / 5);
    }
  }

  private static void tombstone(LocalStack stack, String part, String key)
      throws InterruptedException, ExecutionException {
    try (var producer = TopicWriter.open(stack.broker().bootstrapServers())) {
      producer.send(new ProducerRecord<>(stack.topics().of(part), key, null)).get();
    }
  }

  private static void awaitEveryRecordOnce(TestStack test) {
    var stack = test.stack();
    await()
        .atMost(TestStack.PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              assertThat(
                      stack.connectors().stream()
                          .map(ConnectorStatus::failure)
                          .flatMap(Optional::stream))
                  .isEmpty();
              try (var session = LakeSession.open(stack.lake())) {
                assertThat(session.counts()).isEqualTo(records(stack));
              }
            });
  }

  private static Map<String, Long> records(LocalStack stack) {
    var records = new LinkedHashMap<String, Long>();
    for (var relation : List.of("pin", "geo", "user", "post")) {
      records.put(
          relation,
          (long)
              TopicReader.read(stack.broker().bootstrapServers(), stack.topics().of(relation))
                  .size());
    }
    return records;
  }

  private static List<String> objects(Path bucket) throws IOException {
    // The uploads that are under way come and go beside it.
    var topics = bucket.resolve("topics");
    if (!Files.exists(topics)) {
      return List.of();
    }
    try (var files = Files.walk(topics)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> bucket.relativize(file).toString())
          .toList();
    }
  }
}
