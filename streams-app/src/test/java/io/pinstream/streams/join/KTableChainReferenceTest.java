// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.streams.Rows;
import io.pinstream.streams.TopologyFixture;
import io.pinstream.streams.post.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Produced;

/** The app's join says of any history what Kafka Streams' own chain of table joins says of it. */
class KTableChainReferenceTest {
  private static final int INDEXES = 4;

  /** One record of a history; variant 0 is a tombstone. */
  record Event(Table table, int ind, int variant, boolean otherSpelling) {
    Event shifted(int by) {
      return new Event(table, ind + by, variant, otherSpelling);
    }

    String row() {
      return switch (table) {
        case PIN -> Rows.pin(ind, "title " + variant);
        case GEO -> Rows.geo(ind, "country " + variant);
        case USER -> Rows.user(ind, variant);
      };
    }

    String value() {
      if (variant == 0) {
        return otherSpelling ? "{\"schema\":{\"type\":\"struct\"},\"payload\":null}" : null;
      }
      if (!otherSpelling) {
        return row();
      }
      return "{\"schema\":{\"type\":\"struct\"},\"payload\":"
          + row()
              .replace("\"2018-06-26T02:39:25Z\"", "1529980765000")
              .replace("-88.8298", "-88.82980")
              .replace("61.9119", "\"6.19119e1\"")
              .replace("\"2016-04-02T03:51:23Z\"", "1459569083000")
              .replace(" ", "\\u0020")
          + "}";
    }
  }

  @Provide
  Arbitrary<List<Event>> histories() {
    return Combinators.combine(
            Arbitraries.of(Table.values()),
            Arbitraries.integers().between(0, INDEXES - 1),
            Arbitraries.frequency(Tuple.of(1, 0), Tuple.of(2, 1), Tuple.of(1, 2)),
            Arbitraries.of(true, false))
        .as(Event::new)
        .list()
        .ofMaxSize(60);
  }

  private static final AtomicInteger FIRST_FREE_INDEX = new AtomicInteger();
  private static TopologyFixture app;
  private static TopologyTestDriver chain;

  // Drivers are slow to make: histories take turns on the same two, each with indexes of its own.
  @BeforeContainer
  static void open() {
    app = new TopologyFixture();
    StreamsBuilder builder = new StreamsBuilder();
    Consumed<String, String> consumed = Consumed.with(Serdes.String(), Serdes.String());
    KTable<String, String> pin = builder.table("pin", consumed);
    KTable<String, String> geo = builder.table("geo", consumed);
    KTable<String, String> user = builder.table("user", consumed);
    pin.join(geo, KTableChainReferenceTest::append)
        .join(user, KTableChainReferenceTest::append)
        .toStream()
        .to("post", Produced.with(Serdes.String(), Serdes.String()));
    Properties config = new Properties();
    config.setProperty(
        StreamsConfig.STATE_DIR_CONFIG, "target/test-state/" + ProcessHandle.current().pid());
    chain = new TopologyTestDriver(builder.build(), config);
  }

  @AfterContainer
  static void close() {
    app.close();
    chain.close();
  }

  @Property(tries = 1000)
  void agreesWithTheChain(@ForAll("histories") List<Event> anyHistory) {
    int first = FIRST_FREE_INDEX.getAndAdd(INDEXES);
    List<Event> history = anyHistory.stream().map(event -> event.shifted(first)).toList();
    long postsBefore = app.live.count();

    history.forEach(event -> app.send(event.table(), event.ind(), event.value()));
    history.forEach(
        event ->
            chain
                .createInputTopic(
                    event.table().label(), new StringSerializer(), new StringSerializer())
                .pipeInput(
                    Integer.toString(event.ind()), event.variant() == 0 ? null : event.row()));

    List<KeyValue<String, String>> posts = app.takePosts();
    assertThat(posts)
        .isEqualTo(
            changesOnly(
                chain
                    .createOutputTopic("post", new StringDeserializer(), new StringDeserializer())
                    .readKeyValuesToList()));
    assertThat(app.takeDeadLetters()).isEmpty();
    assertThat(app.live.count() - postsBefore)
        .isEqualTo(table(posts).values().stream().filter(Objects::nonNull).count());
  }

  private static String append(String left, String right) {
    return left.substring(0, left.length() - 1) + right.substring(right.indexOf(','));
  }

  /**
   * The chain repeats itself on resends and removes what is not there; a table's reader sees no
   * difference.
   */
  private static List<KeyValue<String, String>> changesOnly(
      List<KeyValue<String, String>> updates) {
    Map<String, String> table = new HashMap<>();
    List<KeyValue<String, String>> changes = new ArrayList<>();
    for (KeyValue<String, String> update : updates) {
      if (!Objects.equals(table.put(update.key, update.value), update.value)) {
        changes.add(update);
      }
    }
    return changes;
  }

  private static Map<String, String> table(List<KeyValue<String, String>> updates) {
    Map<String, String> table = new HashMap<>();
    updates.forEach(update -> table.put(update.key, update.value));
    return table;
  }
}
