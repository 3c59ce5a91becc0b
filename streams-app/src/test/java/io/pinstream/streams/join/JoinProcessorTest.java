// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pinstream.streams.Rows;
import io.pinstream.streams.answers.LocalCounts;
import io.pinstream.streams.post.Table;
import io.pinstream.streams.topics.TopicNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoinProcessorTest {
  private static final TopicNames TOPICS = new TopicNames("demo");

  @TempDir private Path folder;
  private int starts;

  private final JoinProcessor join =
      new JoinProcessor(
          TOPICS.inputs(),
          new RecordLimit(TopicNames.MAX_MESSAGE_BYTES),
          new JoinMeters(new SimpleMeterRegistry()));

  /** As Kafka Streams does it with a task whose state is corrupt. */
  @Test
  void knowsNothingMoreThanItsStoreWhenItStartsAgain() {
    MockProcessorContext<byte[], byte[]> first = start();
    send(first, Table.PIN, Rows.pin(7, "t"));
    send(first, Table.GEO, Rows.geo(7, "Chad"));
    join.close();

    MockProcessorContext<byte[], byte[]> second = start();
    send(second, Table.USER, Rows.user(7, 30));
    assertThat(second.forwarded()).as("its other parts are gone").isEmpty();
    send(second, Table.GEO, Rows.geo(7, "Chad"));
    send(second, Table.PIN, Rows.pin(7, "t"));
    assertThat(second.forwarded()).hasSize(1);
  }

  @Test
  void findsInItsStoreWhatCameBeforeItStarted() {
    MockProcessorContext<byte[], byte[]> context = start();
    send(context, Table.PIN, Rows.pin(7, "t"));
    context.<PostStore>getStateStore(PostTopology.STORE).flushCache();
    join.close();
    join.init(context);
    send(context, Table.GEO, Rows.geo(7, "Chad"));
    send(context, Table.USER, Rows.user(7, 30));
    assertThat(context.forwarded()).hasSize(1);
    assertThat(new String((byte[]) context.forwarded().get(0).record().value(), UTF_8))
        .isEqualTo(Rows.post(7, "t", "Chad", 30));
  }

  @Test
  void joinsPartsThatAreTooLargeOrTooManyToBeKeptAtHand() {
    MockProcessorContext<byte[], byte[]> context = start();
    String title = "t".repeat(5000);
    int posts = 10_000;
    for (int ind = 0; ind < posts; ind++) {
      send(context, Table.PIN, ind, Rows.pin(ind, ind == 5 ? title : "t"));
    }
    for (int ind = 0; ind < posts; ind++) {
      send(context, Table.GEO, ind, Rows.geo(ind, "Chad"));
    }
    for (int ind = 0; ind < posts; ind++) {
      send(context, Table.USER, ind, Rows.user(ind, 30));
    }
    assertThat(context.forwarded()).hasSize(posts);
    for (int ind = 0; ind < posts; ind++) {
      assertThat(new String((byte[]) context.forwarded().get(ind).record().value(), UTF_8))
          .isEqualTo(Rows.post(ind, ind == 5 ? title : "t", "Chad", 30));
    }
  }

  private MockProcessorContext<byte[], byte[]> start() {
    starts++;
    MockProcessorContext<byte[], byte[]> context =
        new MockProcessorContext<>(
            new Properties(), new TaskId(0, 0), folder.resolve("state " + starts).toFile());
    PostStore store = new PostStore(PostTopology.STORE, List.of(new LocalCounts()));
    store.open(context.getStateStoreContext(), (key, value) -> {});
    context.addStateStore(store);
    join.init(context);
    return context;
  }

  private void send(MockProcessorContext<byte[], byte[]> context, Table table, String row) {
    send(context, table, 7, row);
  }

  private void send(
      MockProcessorContext<byte[], byte[]> context, Table table, long index, String row) {
    context.setRecordMetadata(TOPICS.input(table), 0, 0);
    join.process(new Record<>(Long.toString(index).getBytes(UTF_8), row.getBytes(UTF_8), 0));
  }
}
