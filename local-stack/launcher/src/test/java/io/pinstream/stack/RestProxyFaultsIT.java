// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinstream.stack.process.ChildProcesses;
import io.pinstream.stack.process.FreePorts;
import io.pinstream.stack.service.KraftBroker;
import io.pinstream.stack.service.RestProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The broker dies, twice, while rows are posted: what was acknowledged is where the answer said,
 * and no row is there twice, also of those that were not acknowledged.
 */
@Tag("faults")
class RestProxyFaultsIT {
  private static final int CLIENTS = 8;
  private static final int ROWS = 10;
  private static final int BETWEEN_DEATHS = 3000;
  private static final String TOPIC = "me.geo";

  @TempDir private Path directory;

  private final AtomicInteger next = new AtomicInteger();
  private final AtomicBoolean stop = new AtomicBoolean();
  private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();

  @Test
  void whatIsAcknowledgedIsThereAndNothingTwice() throws Exception {
    var children = new ChildProcesses(crashed -> {});
    try (var data = DataDirectory.claim(directory)) {
      var installation = Installation.ofSystemProperty();
      var broker = KraftBroker.start(installation, data, children, TestStack.BACK_SOON);
      try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
        admin
            .createTopics(List.of(new NewTopic(TOPIC, Optional.of(3), Optional.empty())))
            .all()
            .get();
      }
      var proxy =
          RestProcess.start(
              installation,
              data,
              broker.bootstrapServers(),
              "me",
              FreePorts.find(1).get(0),
              Map.of(),
              children);
      var clients = new ArrayList<Thread>();
      for (var i = 0; i < CLIENTS; i++) {
        clients.add(new Thread(() -> post(proxy.url())));
      }
      clients.forEach(Thread::start);
      try {
        for (var death = 0; death < 2; death++) {
          awaitAcknowledged(BETWEEN_DEATHS);
          broker.process().kill();
          broker.start();
        }
        awaitAcknowledged(BETWEEN_DEATHS);
      } finally {
        stop.set(true);
        for (var client : clients) {
          client.join();
        }
      }
      check(broker);
    } finally {
      children.close();
    }
  }

  private void awaitAcknowledged(int more) {
    var before = acknowledged.size();
    await().atMost(TestStack.PATIENCE).until(() -> acknowledged.size() >= before + more);
  }

  private void check(KraftBroker broker) {
    var there = new HashMap<String, String>();
    for (var record : TopicReader.read(broker.bootstrapServers(), TOPIC)) {
      var place = record.partition() + "-" + record.offset();
      assertThat(there.put(record.key(), place)).as("row %s twice", record.key()).isNull();
    }
    assertThat(there).as("statuses %s", statuses).containsAllEntriesOf(acknowledged);
    assertThat(statuses.keySet()).isSubsetOf(200, 429, 503);
  }

  /** Posts each row once, whatever the answer is. */
  private void post(String url) {
    var http = HttpClient.newHttpClient();
    while (!stop.get()) {
      var first = next.getAndAdd(ROWS);
      var values = new ArrayList<String>();
      for (var index = first; index < first + ROWS; index++) {
        values.add(
            "{\"value\":{\"ind\":%d,\"timestamp\":\"2020-08-28 03:52:47\",\"latitude\":1.5,\"longitude\":2.5,\"country\":\"Albania\"}}"
                .formatted(index));
      }
      try {
        var answer =
            http.send(
                HttpRequest.newBuilder(URI.create(url + "/topics/" + TOPIC))
                    .header("Content-Type", "application/vnd.kafka.json.v2+json")
                    .POST(
                        BodyPublishers.ofString(
                            "{\"records\":[%s]}".formatted(String.join(",", values))))
                    .build(),
                BodyHandlers.ofString());
        statuses.merge(answer.statusCode(), 1, Integer::sum);
        var places = new ObjectMapper().readTree(answer.body()).path("offsets");
        for (var place = 0; place < places.size(); place++) {
          if (places.get(place).path("error_code").isNull()) {
            acknowledged.put(
                String.valueOf(first + place),
                places.get(place).path("partition").asInt()
                    + "-"
                    + places.get(place).path("offset").asLong());
          }
        }
      } catch (IOException e) {
        statuses.merge(0, 1, Integer::sum);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
