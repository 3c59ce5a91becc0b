// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Connect worker that is killed while posts flow. */
@Tag("faults")
class WorkerDeathIT {
  private static final int ROWS = 1_000;

  @Test
  void theSourceGoesOnExactlyWhereItWasKilled(@TempDir Path directory) {
    try (var test = TestStack.start(StackOptions.defaults(directory, "death").withRows(ROWS))) {
      var stack = test.stack();
      stack.deploySource(Emulation.of(ROWS).withRate(100));
      await().atMost(TestStack.PATIENCE).until(() -> test.watch().sight().posts() > ROWS / 4);
      stack.worker().process().kill();
      stack.worker().start();
      await()
          .atMost(TestStack.PATIENCE)
          .untilAsserted(
              () -> assertThat(test.watch().sight().joined()).as("joined").isEqualTo(ROWS));
      assertThat(test.watch().sight().records())
          .as("nothing is lost and nothing is repeated")
          .isEqualTo(
              Map.of(
                  "pin",
                  (long) ROWS,
                  "geo",
                  (long) ROWS,
                  "user",
                  (long) ROWS,
                  "post",
                  (long) ROWS));
    }
  }

  @Test
  void repeatsOnlyWhatConnectHadNotCommittedWithoutExactlyOnce(@TempDir Path directory) {
    var options =
        StackOptions.defaults(directory, "death")
            .withRows(ROWS)
            .withWorkerSettings(
                Map.of(
                    "exactly.once.source.support", "disabled", "offset.flush.interval.ms", "500"));
    try (var test = TestStack.start(options)) {
      var stack = test.stack();
      var source = new SourceConnector(stack, "death", Emulation.of(ROWS).withRate(200));
      source.deploy();
      source.awaitPost(ROWS / 2);
      var committed = source.committed();
      stack.worker().process().kill();
      stack.worker().start();
      source.awaitAtLeast(LongStream.range(0, ROWS));
      for (var part : Topics.PARTS) {
        var seen = new HashSet<Long>();
        assertThat(source.positions(part).stream().filter(position -> !seen.add(position)))
            .as("repeated posts of %s", part)
            .allMatch(
                position ->
                    position
                        >= committed.getOrDefault(
                            "death/" + position % SourceConnector.STREAMS, 0L));
      }
    }
  }
}
