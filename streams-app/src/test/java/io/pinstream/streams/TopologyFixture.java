// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pinstream.streams.answers.AnswerSnapshot;
import io.pinstream.streams.answers.LocalCounts;
import io.pinstream.streams.answers.Question;
import io.pinstream.streams.config.AppConfig;
import io.pinstream.streams.config.InvalidSettingException;
import io.pinstream.streams.join.JoinMeters;
import io.pinstream.streams.join.PostTopology;
import io.pinstream.streams.join.Posts;
import io.pinstream.streams.join.RecordLimit;
import io.pinstream.streams.live.LivePosts;
import io.pinstream.streams.live.RecentCategories;
import io.pinstream.streams.post.Post;
import io.pinstream.streams.post.Table;
import io.pinstream.streams.run.PinstreamTopology;
import io.pinstream.streams.topics.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The app's topology in a test driver, its topics as text. */
public final class TopologyFixture implements AutoCloseable {
  public static final TopicNames TOPICS = new TopicNames("demo");

  public static final RecordLimit LIMIT = new RecordLimit(TopicNames.MAX_MESSAGE_BYTES);

  public final JoinMeters meters = new JoinMeters(new SimpleMeterRegistry());
  public final LivePosts live = new LivePosts();
  public final RecentCategories categories = new RecentCategories();
  public final LocalCounts answers = new LocalCounts();

  /** Questions whose answer can't be had. */
  public final Set<Question> unanswerable = EnumSet.noneOf(Question.class);

  private final TopologyTestDriver driver;
  private final TestOutputTopic<String, String> posts;
  private final TestOutputTopic<String, String> deadLetters;

  private final TreeMap<String, String> history = new TreeMap<>();
  private Object snapshotVersion = "";
  private Optional<AnswerSnapshot> snapshot = Optional.empty();

  public TopologyFixture() {
    this(Map.of());
  }

  /** The topology of an app that starts at some time. */
  public TopologyFixture(Instant start) {
    this(Map.of(), start);
  }

  /**
   * The topology of an app.
   *
   * @param more settings beside brokers and user id
   */
  public TopologyFixture(Map<String, String> more) {
    this(more, Instant.now());
  }

  private TopologyFixture(Map<String, String> more, Instant start) {
    Properties config = new Properties();
    config.setProperty(StreamsConfig.APPLICATION_ID_CONFIG, "pinstream-" + TOPICS.userId());
    config.setProperty(StreamsConfig.STATE_DIR_CONFIG, "target/test-state/" + UUID.randomUUID());
    driver =
        new TopologyTestDriver(
            PinstreamTopology.build(
                config(more),
                1,
                LIMIT,
                meters,
                List.of(live, categories, answers),
                this::snapshot,
                this::snapshot,
                history.navigableKeySet()),
            config,
            start);
    posts =
        driver.createOutputTopic(
            TOPICS.posts(), new StringDeserializer(), new StringDeserializer());
    deadLetters =
        driver.createOutputTopic(
            TOPICS.deadLetters(), new StringDeserializer(), new StringDeserializer());
  }

  private static AppConfig config(Map<String, String> more) {
    Map<String, String> settings = new TreeMap<>(more);
    settings.put("bootstrap.servers", "nowhere:9092");
    settings.put("user.id", TOPICS.userId());
    try {
      return AppConfig.of(settings);
    } catch (InvalidSettingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** A question's answer, each row a JSON object. */
  public List<byte[]> answer(Question question) {
    return answers.sum(question, Set.of(0)).orElseThrow().jsonRows();
  }

  private Optional<AnswerSnapshot> snapshot() {
    if (answers.partitions().isEmpty()) {
      return Optional.empty();
    }
    Object version = List.of(answers.version(), Set.copyOf(unanswerable));
    if (!version.equals(snapshotVersion)) {
      AnswerSnapshot collected = new AnswerSnapshot(live.count());
      for (Question question : Question.values()) {
        if (!unanswerable.contains(question)) {
          collected = collected.with(question, answers.sum(question, Set.of(0)).orElseThrow());
        }
      }
      snapshot = Optional.of(collected);
      snapshotVersion = version;
    }
    return snapshot;
  }

  public void send(Table table, String key, String value) {
    send(table, key, value, 0, new RecordHeaders());
  }

  public void send(Table table, long ind, String value) {
    send(table, Long.toString(ind), value);
  }

  public void send(Table table, String key, String value, long timestamp, Headers headers) {
    input(table).pipeInput(new TestRecord<>(key, value, headers, Instant.ofEpochMilli(timestamp)));
  }

  /** Sends a record byte for byte. */
  public void send(Table table, byte[] key, byte[] value) {
    driver
        .createInputTopic(TOPICS.input(table), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(key, value);
  }

  /** The posts since they were taken last. */
  public List<KeyValue<String, String>> takePosts() {
    return posts.readKeyValuesToList();
  }

  /** The same with headers and times. */
  public List<TestRecord<String, String>> takePostRecords() {
    return posts.readRecordsToList();
  }

  /** Takes the posts so far out of the way. */
  public void discardPosts() {
    posts.readRecordsToList();
  }

  /** The dead letters since they were taken last. */
  public List<TestRecord<String, String>> takeDeadLetters() {
    return deadLetters.readRecordsToList();
  }

  /** The same, byte for byte. */
  public List<TestRecord<byte[], byte[]>> takeDeadLetterBytes() {
    return driver
        .createOutputTopic(
            TOPICS.deadLetters(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  /** The dead letter, byte for byte, that a record of the user topic becomes. */
  public TestRecord<byte[], byte[]> deadLetterOf(byte[] key, byte[] value) {
    send(Table.USER, key, value);
    return takeDeadLetterBytes().get(0);
  }

  /** What has come to an answer's topic since the last time, after the publisher's next turn. */
  public List<KeyValue<String, String>> published(int question) {
    // Longer than the publisher ever pauses.
    driver.advanceWallClockTime(Duration.ofMinutes(10));
    return driver
        .createOutputTopic(
            TOPICS.answer(question), new StringDeserializer(), new StringDeserializer())
        .readKeyValuesToList();
  }

  /** Lets the clock go on, second by second. */
  public void pass(Duration seconds) {
    for (long second = 0; second < seconds.toSeconds(); second++) {
      driver.advanceWallClockTime(Duration.ofSeconds(1));
    }
  }

  /** Lets the clock jump. */
  public void skip(Duration time) {
    driver.advanceWallClockTime(time);
  }

  /** What has come to the history's topic since the last time. */
  public List<KeyValue<String, String>> takeHistory() {
    List<KeyValue<String, String>> taken =
        driver
            .createOutputTopic(TOPICS.history(), new StringDeserializer(), new StringDeserializer())
            .readKeyValuesToList();
    for (KeyValue<String, String> point : taken) {
      if (point.value == null) {
        history.remove(point.key);
      } else {
        history.put(point.key, point.value);
      }
    }
    return taken;
  }

  /** The history's topic as compaction leaves it, as far as it was taken. */
  public NavigableMap<String, String> history() {
    return history;
  }

  /** What is stored of a post. */
  public Post stored(long index) {
    return posts().get(index);
  }

  /** The stored posts of the one partition. */
  public Posts posts() {
    return (Posts) driver.getAllStateStores().get(PostTopology.STORE);
  }

  private TestInputTopic<String, String> input(Table table) {
    return driver.createInputTopic(
        TOPICS.input(table), new StringSerializer(), new StringSerializer());
  }

  @Override
  public void close() {
    driver.close();
  }
}
