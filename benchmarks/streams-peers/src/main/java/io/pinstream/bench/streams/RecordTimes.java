// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pinstream.streams.answers.LocalCounts;
import io.pinstream.streams.join.JoinMeters;
import io.pinstream.streams.join.PostTopology;
import io.pinstream.streams.join.RecordLimit;
import io.pinstream.streams.join.RowSources;
import io.pinstream.streams.live.LivePosts;
import io.pinstream.streams.live.RecentCategories;
import io.pinstream.streams.post.Table;
import io.pinstream.streams.topics.TopicNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;

/**
 * How long the join takes for each single record, while its store grows and while it compacts its
 * files, on Kafka Streams' test driver: one thread, no broker, a commit after each record, so that
 * nothing waits in memory and each row is a write to the store.
 *
 * <p>Arguments: how many posts, and a folder for the store. First each post comes, a row of each
 * table. Then half as many pins come again with one follower more, of posts in random order. A line
 * each million posts: microseconds of a record by the clock, collections of the JVM among them, and
 * resident memory.
 */
final class RecordTimes {
  private static final String APPLICATION = "records";
  private static final TopicNames TOPICS = new TopicNames(APPLICATION);
  private static final int LINE_EVERY = 1_000_000;
  private static final String PICTURE = "x".repeat(60);

  private final Map<Table, TestInputTopic<byte[], byte[]>> inputs = new EnumMap<>(Table.class);
  private final TestOutputTopic<byte[], byte[]> posts;
  private final TestOutputTopic<byte[], byte[]> changelog;
  private final Histogram nanos = new Histogram(3);

  private RecordTimes(TopologyTestDriver driver) {
    var write = new ByteArraySerializer();
    var read = new ByteArrayDeserializer();
    for (var table : Table.values()) {
      inputs.put(table, driver.createInputTopic(TOPICS.input(table), write, write));
    }
    posts = driver.createOutputTopic(TOPICS.posts(), read, read);
    changelog =
        driver.createOutputTopic(APPLICATION + "-" + PostTopology.STORE + "-changelog", read, read);
  }

  /**
   * Measures.
   *
   * @param arguments how many posts, and where the store may lie
   */
  public static void main(String[] arguments) throws IOException {
    var count = Long.parseLong(arguments[0]);
    var config = new Properties();
    config.setProperty(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
    config.setProperty(StreamsConfig.STATE_DIR_CONFIG, arguments[1]);
    var topology =
        PostTopology.build(
            RowSources.clean(TOPICS),
            TOPICS,
            new RecordLimit(TopicNames.MAX_MESSAGE_BYTES),
            new JoinMeters(new SimpleMeterRegistry()),
            List.of(new LivePosts(), new RecentCategories(), new LocalCounts()));
    try (var driver = new TopologyTestDriver(topology, config)) {
      new RecordTimes(driver).run(count);
    }
  }

  private void run(long count) throws IOException {
    for (var index = 1L; index <= count; index++) {
      send(Table.PIN, index, pin(index, 1000));
      send(Table.GEO, index, geo(index));
      send(Table.USER, index, user(index));
      takePost();
      if (index % LINE_EVERY == 0 || index == count) {
        print(String.format(Locale.ROOT, "%,d posts", index));
      }
    }
    var random = new SplittableRandom(1);
    for (var change = 1L; change <= count / 2; change++) {
      var index = random.nextLong(count) + 1;
      send(Table.PIN, index, pin(index, 1000 + change));
      takePost();
      if (change % LINE_EVERY == 0 || change == count / 2) {
        print(String.format(Locale.ROOT, "%,d pins changed", change));
      }
    }
  }

  private void send(Table table, long index, byte[] row) {
    var key = Long.toString(index).getBytes(UTF_8);
    var started = System.nanoTime();
    inputs.get(table).pipeInput(key, row);
    nanos.recordValue(System.nanoTime() - started);
  }

  private void takePost() {
    // The driver keeps whatever is not taken.
    changelog.readKeyValuesToList();
    var taken = posts.readKeyValuesToList().size();
    if (taken != 1) {
      throw new IllegalStateException("%s posts came, one was expected".formatted(taken));
    }
  }

  private void print(String what) throws IOException {
    System.out.printf(
        Locale.ROOT,
        "%-24s us: mean %.1f  p50 %.1f  p99 %.1f  p99.99 %,.0f  max %,.0f   resident %,d MiB%n",
        what,
        nanos.getMean() / 1e3,
        nanos.getValueAtPercentile(50) / 1e3,
        nanos.getValueAtPercentile(99) / 1e3,
        nanos.getValueAtPercentile(99.99) / 1e3,
        nanos.getMaxValue() / 1e3,
        resident() >> 10);
    nanos.reset();
  }

  private static long resident() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    }
  }

  private static byte[] pin(long index, long followers) {
    return ("{\"ind\":%s,\"unique_id\":\"44662045-e891-4821-8a19-%s\",\"title\":\"Title of %s\","
            + "\"description\":\"What there is to say of post %s, which is of no length to speak"
            + " of, but not empty either\",\"follower_count\":%s,\"poster_name\":\"Poster %s\","
            + "\"tag_list\":\"some,tags,of,%s\",\"is_image_or_video\":\"image\","
            + "\"image_src\":\"https://example.org/%s/%s.jpg\","
            + "\"save_location\":\"/data/art\",\"category\":\"category-%s\"}")
        .formatted(
            index,
            HexFormat.of().toHexDigits(index, 12),
            index,
            index,
            followers,
            index * 10 / 21,
            index,
            PICTURE,
            index,
            index % 12)
        .getBytes(UTF_8);
  }

  private static byte[] geo(long index) {
    return ("{\"ind\":%s,\"country\":\"Country %s\",\"coordinates\":[-88.8298,61.9119],"
            + "\"timestamp\":\"20%s-06-26T02:39:25Z\"}")
        .formatted(index, index % 230, 10 + index % 13)
        .getBytes(UTF_8);
  }

  private static byte[] user(long index) {
    var user = index * 10 / 21;
    return ("{\"ind\":%s,\"user_name\":\"User %s\",\"age\":%s,"
            + "\"date_joined\":\"2016-04-02T03:51:23Z\"}")
        .formatted(index, user, 18 + user % 60)
        .getBytes(UTF_8);
  }
}
