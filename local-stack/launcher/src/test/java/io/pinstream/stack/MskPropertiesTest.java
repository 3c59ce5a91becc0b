// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The files of {@code config/msk} and what {@code docs/msk.md} says of them. */
class MskPropertiesTest {
  private static final Path HOME = Path.of(System.getProperty("user.dir")).resolve("../..");
  private static final Path FILES = HOME.resolve("config/msk");
  private static final Pattern PLACEHOLDER = Pattern.compile("<([^<>]+)>");
  private static final Pattern FILE_IN_TABLE =
      Pattern.compile("(?m)^\\| \\[`?([a-z0-9-]+\\.properties)");
  private static final Pattern PLACEHOLDER_IN_TABLE = Pattern.compile("`<([^<>]+)>`(?=[^|\n]*\\|)");

  /** What MSK Connect refuses in a worker configuration: prefixes, then whole names. */
  private static final List<String> REFUSED_PREFIXES =
      List.of(
          "access.control.",
          "admin.",
          "client.",
          "connect.",
          "inter.worker.",
          "internal.",
          "listeners.https.",
          "metrics.",
          "rest.",
          "sasl.",
          "security.",
          "socket.",
          "ssl.",
          "topic.tracking.",
          "worker.");

  private static final Set<String> REFUSED =
      Set.of(
          "bootstrap.servers",
          "config.storage.topic",
          "connector.client.config.override.policy",
          "group.id",
          "listeners",
          "metric.reporters",
          "plugin.path",
          "scheduled.rebalance.max.delay.ms",
          "status.storage.topic");

  /**
   * What MSK Connect allows of the worker's own producer; of its consumer's, isolation.level is
   * refused.
   */
  private static final Set<String> PRODUCER_ALLOWED =
      Set.of(
          "producer.acks",
          "producer.batch.size",
          "producer.buffer.memory",
          "producer.compression.type",
          "producer.enable.idempotence",
          "producer.linger.ms",
          "producer.max.request.size",
          "producer.metadata.max.age.ms",
          "producer.partitioner.class",
          "producer.reconnect.backoff.max.ms",
          "producer.reconnect.backoff.ms",
          "producer.request.timeout.ms",
          "producer.retry.backoff.ms");

  @Test
  void everyFileAndEveryPlaceholderStandsInTheTable() throws IOException {
    var page = Files.readString(HOME.resolve("docs/msk.md"));
    assertThat(matches(FILE_IN_TABLE, page)).isEqualTo(files());
    var used = new TreeSet<String>();
    for (var file : files()) {
      used.addAll(matches(PLACEHOLDER, settingsOf(file)));
    }
    for (var policy : policies()) {
      used.addAll(matches(PLACEHOLDER, Files.readString(policy)));
      assertThat(page).contains("(../config/msk/policies/" + policy.getFileName() + ")");
    }
    var table =
        page.lines().filter(line -> line.startsWith("| `<")).collect(Collectors.joining("\n"));
    assertThat(matches(PLACEHOLDER_IN_TABLE, table)).isEqualTo(used);
  }

  @Test
  void noSecretIsWrittenIntoAFile() throws IOException {
    for (var file : files()) {
      assertThat(PropertiesFile.read(FILES.resolve(file)))
          .allSatisfy(
              (name, value) -> {
                if (name.contains("password") || name.endsWith("connection.user")) {
                  assertThat(value)
                      .as("%s in %s", name, file)
                      .matches("\\$\\{secrets:<[^>]+>:\\w+}");
                }
              });
    }
  }

  @Test
  void whoeverLogsInByIamComesBackSlowly() throws IOException {
    try (var files = Files.list(FILES)) {
      assertThat(files.filter(file -> file.toString().endsWith(".properties")))
          .filteredOn(file -> PropertiesFile.read(file).toString().contains("AWS_MSK_IAM"))
          .hasSizeGreaterThan(3)
          .allSatisfy(
              file ->
                  assertThat(PropertiesFile.read(file).toString())
                      .contains("reconnect.backoff.ms=1000"));
    }
  }

  @Test
  void mskConnectTakesTheWorkerSettings() {
    var worker = PropertiesFile.read(FILES.resolve("worker.properties"));
    assertThat(worker).containsKeys("key.converter", "value.converter");
    assertThat(worker.keySet())
        .noneMatch(REFUSED::contains)
        .noneMatch(name -> REFUSED_PREFIXES.stream().anyMatch(name::startsWith))
        .allMatch(name -> !name.startsWith("producer.") || PRODUCER_ALLOWED.contains(name))
        .doesNotContain("consumer.isolation.level");
  }

  @Test
  void offsetsAreCommittedMoreOftenThanTheSinkClosesItsObjects() {
    var worker = PropertiesFile.read(FILES.resolve("worker.properties"));
    for (var file : List.of("s3-sink.properties", "s3-sink-parquet.properties")) {
      assertThat(number(worker, "offset.flush.interval.ms"))
          .isLessThan(
              number(PropertiesFile.read(FILES.resolve(file)), "rotate.schedule.interval.ms"));
    }
  }

  private static long number(Map<String, String> settings, String name) {
    return Long.parseLong(settings.get(name));
  }

  private static Set<String> files() throws IOException {
    try (var files = Files.list(FILES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".properties"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static List<Path> policies() throws IOException {
    try (var files = Files.list(FILES.resolve("policies"))) {
      return files.toList();
    }
  }

  private static String settingsOf(String file) {
    return PropertiesFile.read(FILES.resolve(file)).toString();
  }

  private static Set<String> matches(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
