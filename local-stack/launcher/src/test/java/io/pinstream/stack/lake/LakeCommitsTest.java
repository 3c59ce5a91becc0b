// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commits that a catalog tells of. */
class LakeCommitsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(50);

  @TempDir private Path directory;
  private LakeCommits commits;
  private int version = 8;

  @BeforeEach
  void makeCatalog() throws SQLException {
    commits = new LakeCommits(directory.resolve("catalog.sqlite"));
    execute("CREATE TABLE iceberg_tables (table_name TEXT PRIMARY KEY, metadata_location TEXT)");
    commit("pin", 7);
    commit("post", 3);
  }

  @Test
  void theNextIsOverWhenEachTableHasBeenCommitted() {
    var next = CompletableFuture.runAsync(() -> commits.awaitNext(PATIENCE));
    // Again and again, for it may have begun to wait only now.
    Awaitility.await()
        .atMost(PATIENCE.dividedBy(2))
        .until(
            () -> {
              version++;
              commit("pin", version);
              commit("post", version);
              return next.isDone();
            });
  }

  @Test
  void aTableThatIsNotCommittedIsWaitedForSoLong() {
    long began = System.nanoTime();
    commits.awaitNext(SHORT);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(SHORT);
  }

  private void commit(String table, int newest) throws SQLException {
    execute(
        "INSERT OR REPLACE INTO iceberg_tables VALUES ('%s', 's3://b/lake/%s/metadata/%05d-0a.metadata.json')"
            .formatted(table, table, newest));
  }

  private void execute(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + commits.catalog());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
