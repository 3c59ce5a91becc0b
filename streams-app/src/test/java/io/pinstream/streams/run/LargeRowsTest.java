// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pinstream.streams.Rows;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rows that are as large as brokers allow, and larger. */
@ExtendWith(SharedCluster.class)
class LargeRowsTest {
  private static Cluster cluster;

  @TempDir private Path folder;

  @Test
  void joinsRowsThatAreAsLargeAsBrokersAllow() throws Exception {
    for (String input : List.of("large.pin", "large.geo", "large.user")) {
      cluster.create(input, 1);
    }
    String text = "x".repeat(1_000_000);
    try (RunningApp app = new RunningApp(cluster.servers(), "large", folder)) {
      app.awaitReady();
      for (int ind = 1; ind <= 10; ind++) {
        String key = Integer.toString(ind);
        cluster.send("large.pin", key, Rows.pin(ind, text));
        cluster.send("large.geo", key, Rows.geo(ind, "Chad"));
        cluster.send("large.user", key, Rows.user(ind, 30));
      }
      cluster.send("large.user", "11", text);
      cluster.flush();
      await().atMost(Duration.ofSeconds(30)).until(() -> cluster.read("large.post").size() == 10);
      assertThat(cluster.read("large.post").get(0).value().length()).isGreaterThan(1_000_000);
      await().until(() -> cluster.read("large.dlq").size() == 1);
      assertThat(RunningApp.indexes(app.get("/api/posts?limit=2"))).containsExactly(1, 2);
      HttpResponse<String> page = app.get("/api/posts");
      assertThat(RunningApp.indexes(page))
          .as("no more than 8 MiB")
          .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
      assertThat(page.headers().firstValue("Link"))
          .contains("</api/posts?after=9&limit=50>; rel=\"next\"");
      HttpResponse<String> last = app.get("/api/posts?after=9&limit=50");
      assertThat(RunningApp.indexes(last)).containsExactly(10);
      assertThat(last.headers().firstValue("Link")).isEmpty();
    }
  }

  /** Brokers look at the compressed size, producers at the other. */
  @Test
  void goesOnBehindRecordsThatItMayNotSend() throws Exception {
    for (String input : List.of("huge.pin", "huge.geo", "huge.user")) {
      cluster.create(input, 1, Map.of("message.timestamp.after.max.ms", "9223372036854775807"));
    }
    try (RunningApp app = new RunningApp(cluster.servers(), "huge", folder);
        KafkaProducer<String, String> compressing =
            new KafkaProducer<>(
                Map.of(
                    "bootstrap.servers", cluster.servers(),
                    "compression.type", "gzip",
                    "max.request.size", "20000000"),
                new StringSerializer(),
                new StringSerializer())) {
      app.awaitReady();
      String letters = "x".repeat(5_000_000);
      compressing.send(new ProducerRecord<>("huge.pin", "1", letters)).get();
      compressing.send(new ProducerRecord<>("huge.pin", "2", Rows.pin(2, letters))).get();
      // No input topic of brokers before 4.0 refuses a time, and all outputs of later ones do.
      long ahead = System.currentTimeMillis() + Duration.ofHours(2).toMillis();
      compressing.send(new ProducerRecord<>("huge.pin", null, ahead, "3", Rows.pin(3, "t"))).get();
      cluster.send("huge.geo", "3", Rows.geo(3, "Chad"));
      cluster.send("huge.user", "3", Rows.user(3, 30));
      cluster.flush();
      await().atMost(Duration.ofSeconds(20)).until(() -> cluster.read("huge.post").size() == 1);
      ProducerRecord<String, String> tombstone = new ProducerRecord<>("huge.geo", "3", null);
      tombstone.headers().add("letters", letters.getBytes(UTF_8));
      compressing.send(tombstone).get();
      cluster.send("huge.geo", "3", Rows.geo(3, "Peru"));
      cluster.flush();
      await().atMost(Duration.ofSeconds(20)).until(() -> cluster.read("huge.post").size() == 2);
      assertThat(cluster.read("huge.dlq"))
          .extracting(
              letter -> new String(letter.headers().lastHeader("dlq.reason").value(), UTF_8))
          .satisfiesExactly(
              first -> assertThat(first).startsWith("not-json: "),
              second -> assertThat(second).startsWith("too-large: "),
              third -> assertThat(third).startsWith("too-large: "));
    }
  }
}
