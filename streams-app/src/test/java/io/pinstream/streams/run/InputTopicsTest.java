// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinstream.streams.Rows;
import io.pinstream.streams.topics.TopicsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Input topics as they may be: raw, and some that can not be joined. */
@ExtendWith(SharedCluster.class)
class InputTopicsTest {
  private static Cluster cluster;

  @TempDir private Path folder;

  @Test
  void cleansRawTopicsWhateverTheirKeysAndPartitions() throws Exception {
    cluster.create("raw.pin", 3);
    cluster.create("raw.geo", 1);
    cluster.create("raw.user", 2);
    Map<String, String> raw = Map.of("inputs", "raw");
    try (RunningApp app = new RunningApp(cluster.servers(), "raw", folder, raw)) {
      app.awaitReady();
      for (int ind = 0; ind < 60; ind++) {
        // Each row may lie in any partition.
        cluster.send(
            "raw.pin", ind % 2 == 0 ? null : "pinterest-" + ind % 5, Rows.rawPin(ind, "t"));
        cluster.send("raw.geo", null, Rows.rawGeo(ind, "Chad"));
        cluster.send("raw.user", Integer.toString(ind), Rows.rawUser(ind, 30));
      }
      cluster.send("raw.user", null, Rows.rawUser(1, 30).replace("30", "\"many\""));
      cluster.flush();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> app.json("/api/stats").get("joined").asInt() == 60);
      assertThat(app.get("/api/posts/41").body()).isEqualTo(Rows.post(41, "t", "Chad", 30));
      await().until(() -> cluster.read("raw.dlq").size() == 1);
      assertThat(cluster.read("raw.dlq").get(0).value()).contains("\"many\"");
      await()
          .untilAsserted(
              () -> {
                List<String> work = new ArrayList<>();
                int behind = 0;
                for (JsonNode each : app.json("/api/health").at("/0/partitions")) {
                  work.add(each.get("work").asText() + " " + each.get("partition"));
                  for (JsonNode lag : each.get("lag")) {
                    behind += lag.asInt();
                  }
                }
                assertThat(work)
                    .containsExactlyInAnyOrder(
                        "clean 0", "clean 1", "clean 2", "join 0", "join 1", "join 2");
                assertThat(behind).isZero();
              });
    }
    assertThat(RunningApp.reset(cluster.servers(), "raw", folder, raw).run(false))
        .contains("topic pinstream-raw-pin-repartition", "topic pinstream-raw-posts-changelog");
    try (RunningApp app = new RunningApp(cluster.servers(), "raw", folder, raw)) {
      app.awaitReady();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> app.json("/api/stats").get("joined").asInt() == 60);
    }
  }

  @Test
  void refusesTopicsThatCanNotBeJoined() throws Exception {
    cluster.create("uneven.pin", 1);
    cluster.create("uneven.geo", 2);
    cluster.create("uneven.user", 1);
    RunningApp app = new RunningApp(cluster.servers(), "uneven", folder);
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(app::ended)
        .havingCause()
        .isInstanceOf(TopicsException.class)
        .withMessageContaining("(uneven.geo 2, uneven.pin 1, uneven.user 1)")
        .withMessageContaining("Give all three the same number");
  }
}
