// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.stack.dataset.DatasetLoader;
import io.pinstream.stack.dataset.PinterestDataset;
import io.pinstream.stack.service.ExternalDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The round trip on the stack's own processes. */
class RoundTripIT {
  // As many as the original has.
  private static final int ROWS = 11_154;

  @TempDir private Path directory;

  @Test
  void everyRowOfMariaDbArrivesOnceAndClean() throws Exception {
    try (var test = TestStack.start(StackOptions.defaults(directory, "trip").withRows(ROWS))) {
      RoundTrip.check(test, ROWS);
      RoundTrip.checkResendsChangeNothing(test, ROWS);
      assertThat(test.crashes()).isEmpty();
    }
  }

  @Test
  void everyRowOfPostgreSqlArrivesOnceAndClean() throws Exception {
    int rows = 2_000;
    try (var postgres = EmbeddedPostgres.builder().start()) {
      var database =
          new ExternalDatabase(
              "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(postgres.getPort()),
              "postgres",
              "postgres");
      new DatasetLoader(database.url(), database.user(), database.password())
          .load(new PinterestDataset(7, rows), false, (table, loaded, all) -> {});
      var options = StackOptions.defaults(directory, "0a60b9a8.trip").withDatabase(database);
      try (var test = TestStack.start(options)) {
        RoundTrip.check(test, rows);
        assertThat(test.crashes()).isEmpty();
      }
    }
  }
}
