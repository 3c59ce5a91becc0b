// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinstream.stack.connect.ConnectClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A source connector of its own on a stack: its name is its user id, its topics are no one's else.
 */
final class SourceConnector {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of the default settings. */
  static final int STREAMS = 24;

  private static final int FIRST_ERROR = 400;

  // Each look reads whole topics, of which a broker and a worker beside have less time to work.
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private final String worker;
  private final String bootstrapServers;
  private final ConnectRest rest;
  private final String name;
  private final Map<String, String> settings;

  SourceConnector(LocalStack stack, String name, Emulation emulation) {
    this(
        stack.worker().url(),
        stack.broker().bootstrapServers(),
        name,
        stack.sourceSettings(emulation));
  }

  /**
   * On a stack that is another process's.
   *
   * @param worker the worker's URL
   */
  SourceConnector(
      String worker, String bootstrapServers, String name, Map<String, String> settings) {
    this.worker = worker;
    this.bootstrapServers = bootstrapServers;
    this.name = name;
    this.settings = new TreeMap<>(settings);
    rest = new ConnectRest(worker);
    set("name", name);
    set("user.id", name);
  }

  SourceConnector set(String setting, String value) {
    settings.put(setting, value);
    return this;
  }

  Map<String, String> settings() {
    return settings;
  }

  /** Creates the connector, or gives it the settings that it has by now. */
  void deploy() {
    connect().deploy(settings);
  }

  private ConnectClient connect() {
    return new ConnectClient(worker);
  }

  ConnectRest.Answer get(String path) {
    return rest.get("/connectors/" + name + path);
  }

  ConnectRest.Answer send(String method, String path, String json) {
    return rest.send(method, "/connectors/" + name + path, json);
  }

  void stop() {
    assertThat(send("PUT", "/stop", "").status()).isLessThan(FIRST_ERROR);
    await()
        .atMost(TestStack.PATIENCE)
        .untilAsserted(
            () -> {
              var status = connect().status(name);
              assertThat(status.state()).isEqualTo("STOPPED");
              assertThat(status.tasks()).isEmpty();
            });
  }

  void resume() {
    assertThat(send("PUT", "/resume", "").status()).isLessThan(FIRST_ERROR);
  }

  void delete() {
    assertThat(send("DELETE", "", "").status()).isLessThan(FIRST_ERROR);
    await().atMost(TestStack.PATIENCE).until(() -> get("").status() == 404);
  }

  /** Sets positions over the REST API. */
  ConnectRest.Answer alterOffsets(Map<String, Object> positionsByStream) {
    var offsets =
        positionsByStream.entrySet().stream()
            .map(
                entry ->
                    Map.of(
                        "partition",
                        Map.of("stream", entry.getKey()),
                        "offset",
                        Map.of("position", entry.getValue())))
            .toList();
    return send("PATCH", "/offsets", ConnectRest.json(Map.of("offsets", offsets)));
  }

  /** The positions that Connect has committed, by stream. */
  Map<String, Long> committed() {
    try {
      var committed = new TreeMap<String, Long>();
      for (var entry : JSON.readTree(get("/offsets").body()).path("offsets")) {
        committed.put(
            entry.path("partition").path("stream").asText(),
            entry.path("offset").path("position").asLong());
      }
      return committed;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The positions of a part's committed records, sorted. */
  List<Long> positions(String part) {
    return records(part).stream()
        .map(r -> r.headers().lastHeader("post.seq").value())
        .map(value -> Long.valueOf(new String(value, StandardCharsets.UTF_8)))
        .sorted()
        .collect(Collectors.toList());
  }

  List<ConsumerRecord<String, String>> records(String part) {
    return TopicReader.read(bootstrapServers, name + "." + part);
  }

  void awaitPost(long position) {
    await()
        .atMost(TestStack.PATIENCE)
        .pollInterval(BETWEEN_LOOKS)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(positions("user")).contains(position));
  }

  /** Waits for exactly these positions in all three topics. */
  void awaitExactly(LongStream... expected) {
    var sorted = Stream.of(expected).flatMap(LongStream::boxed).sorted().toList();
    awaitPositions(seen -> assertThat(seen).isEqualTo(sorted));
  }

  /** Waits until all of these positions, and perhaps others, are in all three topics. */
  void awaitAtLeast(LongStream expected) {
    var sought = expected.boxed().toList();
    awaitPositions(seen -> assertThat(Set.copyOf(seen)).containsAll(sought));
  }

  private void awaitPositions(Consumer<List<Long>> check) {
    await()
        .atMost(TestStack.PATIENCE)
        .pollInterval(BETWEEN_LOOKS)
        .ignoreExceptions()
        .untilAsserted(() -> Topics.PARTS.forEach(part -> check.accept(positions(part))));
  }
}
