// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.stack.dataset.DatasetLoader;
import io.pinstream.stack.dataset.PinterestDataset;
import io.pinstream.stack.service.ExternalBroker;
import io.pinstream.stack.service.ExternalDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.mysql.MySQLContainer;

/** The round trip with the broker and a MySQL in containers: {@code ./mvnw verify -Pdocker}. */
@Tag("docker")
@ExtendWith(NeedsDocker.class)
@Testcontainers
class DockerRoundTripIT {
  private static final int ROWS = 2_000;

  @Container private static final KafkaContainer KAFKA = new KafkaContainer("apache/kafka:4.3.1");

  @Container
  private static final MySQLContainer MYSQL =
      new MySQLContainer("mysql:8.4").withCommand("--local-infile=1");

  @TempDir private Path directory;

  @Test
  void everyRowOfMySqlArrivesOnceAndClean() throws Exception {
    var database =
        new ExternalDatabase(MYSQL.getJdbcUrl(), MYSQL.getUsername(), MYSQL.getPassword());
    new DatasetLoader(database.url(), database.user(), database.password())
        .load(new PinterestDataset(7, ROWS), false, (table, loaded, all) -> {});
    var options =
        StackOptions.defaults(directory, "docker")
            .withBroker(new ExternalBroker(KAFKA.getBootstrapServers()))
            .withDatabase(database);
    try (var test = TestStack.start(options)) {
      RoundTrip.check(test, ROWS);
      assertThat(test.crashes()).isEmpty();
    }
  }
}
