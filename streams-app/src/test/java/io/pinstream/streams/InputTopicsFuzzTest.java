// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinstream.streams.post.PostKey;
import io.pinstream.streams.post.RowReader;
import io.pinstream.streams.post.Table;
import io.pinstream.streams.post.UnreadableRecordException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

/**
 * Each line is a record: {@code p}, {@code g} or {@code u} for its topic, its key (none in
 * capitals), a tab and its value (a tombstone without the tab). The app as it is set up, and for
 * raw inputs, uses each record or makes it a dead letter, byte for byte, and counts it once. There
 * are as many dead letters as records that can't be read.
 */
@Timeout(20)
class InputTopicsFuzzTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
  private static final int COLUMNS = 17;

  private static TopologyFixture clean;
  private static TopologyFixture raw;

  @BeforeAll
  static void start() {
    clean = new TopologyFixture();
    raw = new TopologyFixture(Map.of("inputs", "raw"));
  }

  @AfterAll
  static void stop() {
    clean.close();
    raw.close();
  }

  @FuzzTest
  void eachRecordIsUsedOrIsADeadLetter(byte[] input) throws IOException {
    // One character a byte: values need not be text.
    String[] lines = new String(input, ISO_8859_1).split("\n", -1);
    for (TopologyFixture app : List.of(clean, raw)) {
      Set<Long> posts = new TreeSet<>();
      for (String line : lines) {
        if (!line.isEmpty()) {
          send(app, line, posts);
        }
      }
      forget(app, posts);
    }
  }

  private static void send(TopologyFixture app, String line, Set<Long> posts) throws IOException {
    Table table =
        switch (Character.toLowerCase(line.charAt(0))) {
          case 'p' -> Table.PIN;
          case 'g' -> Table.GEO;
          default -> Table.USER;
        };
    int tab = line.indexOf('\t', 1);
    byte[] key =
        Character.isUpperCase(line.charAt(0))
            ? null
            : line.substring(1, tab < 0 ? line.length() : tab).getBytes(ISO_8859_1);
    byte[] value = tab < 0 ? null : line.substring(tab + 1).getBytes(ISO_8859_1);
    double rows = app.meters.rows().get(table).count();
    long counted = deadLetters(app);
    app.send(table, key, value);
    List<TestRecord<byte[], byte[]>> letters = app.takeDeadLetterBytes();
    assertThat(letters).as("dead letters").hasSizeLessThan(2);
    assertThat(deadLetters(app) - counted).as("counted").isEqualTo(letters.size());
    assertThat(app.meters.rows().get(table).count()).as("rows counted").isEqualTo(rows + 1);
    if (app == clean) {
      assertThat(letters).as("dead letters").hasSize(isReadable(table, key, value) ? 0 : 1);
    }
    if (!letters.isEmpty()) {
      assertThat(letters.get(0).key()).isEqualTo(key);
      assertThat(letters.get(0).value()).isEqualTo(value);
      assertThat(letters.get(0).headers().lastHeader("dlq.reason")).isNotNull();
    }
    List<KeyValue<String, String>> emitted = app.takePosts();
    assertThat(emitted).as("posts").hasSizeLessThan(2);
    for (KeyValue<String, String> post : emitted) {
      check(post);
    }
    remember(key, posts);
    emitted.forEach(post -> posts.add(Long.valueOf(post.key)));
  }

  /** Asked of the reader alone, without the app around it. */
  private static boolean isReadable(Table table, byte[] key, byte[] value) {
    try {
      long index = PostKey.parse(key);
      if (value != null) {
        new RowReader(table).read(value, index);
      }
      return true;
    } catch (UnreadableRecordException e) {
      return false;
    }
  }

  private static void check(KeyValue<String, String> post) throws IOException {
    if (post.value != null) {
      JsonNode json = JSON.readTree(post.value);
      assertThat(json).hasSize(COLUMNS);
      assertThat(json.get("ind").asText()).isEqualTo(post.key);
    }
  }

  private static long deadLetters(TopologyFixture app) {
    return app.meters.deadLettersByReason().values().stream().mapToLong(Long::longValue).sum();
  }

  private static void remember(byte[] key, Set<Long> posts) {
    try {
      posts.add(PostKey.parse(key));
    } catch (UnreadableRecordException e) {
      // Then nothing is stored under it.
    }
  }

  /** So that no input finds what an earlier one left. */
  private static void forget(TopologyFixture app, Set<Long> posts) {
    for (long post : posts) {
      Arrays.stream(Table.values()).forEach(table -> app.send(table, post, null));
    }
    app.discardPosts();
    assertThat(app.takeDeadLetterBytes()).as("dead letters of tombstones").isEmpty();
  }
}
