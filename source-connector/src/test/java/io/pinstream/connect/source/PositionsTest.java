// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinstream.connect.source.database.MariaDbDatabase;
import io.pinstream.connect.source.database.MariaDbServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PositionsTest {

  private static final int POSTS = 1_000;

  private static MariaDbDatabase database;

  @BeforeAll
  static void fillTables() throws Exception {
    database = MariaDbServer.shared().createDatabase("positions");
    database.execute(PinterestTables.mySql(300));
  }

  @Test
  void goesOnWhereItWasWithAnotherNumberOfTasks() throws Exception {
    EmittedPosts worker = new EmittedPosts();
    List<SourceRecord> records = new ArrayList<>();

    records.addAll(worker.run(settings(), 1, 300));
    records.addAll(worker.run(settings(), 5, 600));
    records.addAll(worker.run(settings(), 2, Integer.MAX_VALUE));

    assertThat(records).hasSize(3 * POSTS);
    assertThat(records.stream().map(PositionsTest::position).distinct().sorted())
        .containsExactlyElementsOf(LongStream.range(0, POSTS).boxed().toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100, 101})
  void losesNoRecordOfAPostWhenOnlySomeAreAcknowledged(int acknowledged) throws Exception {
    EmittedPosts worker = new EmittedPosts();
    List<SourceRecord> first = worker.runWithoutCommit(settings(), 1, 300);
    worker.commit(first.subList(0, acknowledged));

    List<SourceRecord> second = worker.run(settings(), 3, Integer.MAX_VALUE);

    List<String> arrived = new ArrayList<>();
    first.subList(0, acknowledged).forEach(r -> arrived.add(r.topic() + position(r)));
    second.forEach(r -> arrived.add(r.topic() + position(r)));
    assertThat(arrived.stream().distinct()).hasSize(3 * POSTS);
    // What is repeated is at most the started post of each stream.
    assertThat(arrived).hasSizeLessThanOrEqualTo(3 * POSTS + acknowledged % 3);
  }

  @Test
  void emitsWholePosts() throws Exception {
    try (RunningTask task = RunningTask.start(settings("batch.max.rows", "7"))) {
      for (int polls = 0; polls < 5; polls++) {
        List<SourceRecord> records = task.pollRecords(1);
        assertThat(records.size()).isIn(3, 6);
        assertThat(records)
            .extracting(SourceRecord::topic)
            .startsWith("u.pin", "u.geo", "u.user")
            .endsWith("u.pin", "u.geo", "u.user");
        assertThat(records.subList(0, 3).stream().map(PositionsTest::position).distinct())
            .hasSize(1);
        assertThat(records.subList(0, 3).stream().map(SourceRecord::key).distinct()).hasSize(1);
      }
    }
  }

  @Test
  void handsOverNoMoreRecordsAtATimeWhateverHappensToPosts() throws Exception {
    Map<String, String> settings = settings("batch.max.rows", "6", "resend.share", "1.0");
    try (RunningTask task = RunningTask.start(settings)) {
      for (int polls = 0; polls < 100; polls++) {
        assertThat(task.pollRecords(1)).hasSizeBetween(3, 6);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      textBlock =
          """
          sampling.seed = 7
          sampling.range = 0..100
          index.columns = index,ind,age
          missing.row = emit
          sampling.repeat = resend
          delete.share = 0.1
          """)
  void startsAnewWhenTheEmulationIsAnother(String setting, String value) throws Exception {
    EmittedPosts worker = new EmittedPosts();
    worker.run(settings(), 1, 600);

    List<SourceRecord> records = worker.run(settings(setting, value), 1, 3);

    assertThat(position(records.get(0))).isZero();
  }

  @Test
  void keepsItsPositionWhenOnlyThePaceIsAnother() throws Exception {
    EmittedPosts worker = new EmittedPosts();
    int before = worker.run(settings(), 1, 600).size() / 3;

    List<SourceRecord> records =
        worker.run(settings("posts.per.second", "500", "posts.max", "0"), 1, 3);

    assertThat(position(records.get(0))).isEqualTo(before);
  }

  @Test
  void goesOnAtAnotherPaceWithEveryLateRecord() throws Exception {
    String[] late = {"late.share", "0.3", "late.ms", "100"};
    EmittedPosts worker = new EmittedPosts();
    List<SourceRecord> records = new ArrayList<>(worker.run(settings(late), 1, 600));
    Map<String, String> faster = settings(late);
    faster.put("posts.per.second", "2000");
    records.addAll(worker.run(faster, 2, Integer.MAX_VALUE));

    assertThat(records).hasSize(3 * POSTS);
    assertThat(records.stream().map(PositionsTest::position).distinct()).hasSize(POSTS);
    assertThat(records.stream().map(r -> r.sourceOffset().get("emulation")).distinct()).hasSize(1);
    Map<Map<String, ?>, Map<String, ?>> again =
        Map.of(records.get(0).sourcePartition(), records.get(0).sourceOffset());
    assertThat(new JdbcSampleSourceConnector().alterOffsets(faster, again)).isTrue();
  }

  @Test
  void takesPositionsThatAUserSets() throws Exception {
    EmittedPosts worker = new EmittedPosts();
    Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
    for (long stream = 0; stream < 24; stream++) {
      offsets.put(Map.of("stream", "u/" + stream), Map.of("position", 500L));
    }

    assertThat(new JdbcSampleSourceConnector().alterOffsets(settings(), offsets)).isTrue();
    offsets.forEach((partition, offset) -> worker.commit(List.of(stored(partition, offset))));

    assertThat(
            worker.run(settings(), 2, Integer.MAX_VALUE).stream()
                .map(PositionsTest::position)
                .distinct()
                .sorted())
        .containsExactlyElementsOf(LongStream.range(500, POSTS).boxed().toList());
  }

  @Test
  void takesOffsetsAwayAlsoThoseOfOthers() {
    Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
    offsets.put(Map.of("stream", "u/3"), null);
    offsets.put(Map.of("table", "left by a connector that had this name before"), null);

    assertThat(new JdbcSampleSourceConnector().alterOffsets(settings(), offsets)).isTrue();
  }

  @Test
  void findsItsPositionsWhateverOrderAJvmGivesTheFieldsOfAMap() {
    assertThat(SourceOffset.partition("u", 3))
        .as("Connect looks offsets up by the bytes of this map's JSON")
        .hasSize(1)
        .containsEntry("stream", "u/3");
  }

  @Test
  void refusesPositionsThatAreNone() {
    Map<String, Object> partition = Map.of("stream", "u/3");
    Map<String, Object> offset = Map.of("position", 5L);

    assertRefused(Map.of("stream", "v/3"), offset, "is none of this connector's");
    assertRefused(Map.of("stream", "u/24"), offset, "N from 0 to 23");
    assertRefused(Map.of("stream", "u"), offset, "is none of this connector's");
    assertRefused(Map.of("stream", 3L), offset, "is none of this connector's");
    assertRefused(partition, Map.of("position", -1L), "is no position");
    assertRefused(partition, Map.of("position", "5"), "is no position");
    assertRefused(partition, Map.of("offset", 5L), "is no position");
    assertRefused(partition, Map.of("position", 5L, "emulation", "x"), "belongs to another");
    assertRefused(partition, Map.of("position", 5L, "stride", 30L), "is no position");
    assertRefused(partition, Map.of("position", 5L, "stride", 0), "is no position");
  }

  @Test
  void refusesLatenessThatIsNone() {
    Map<String, String> settings = settings("late.share", "0.1");
    String emulation = new SourceConfig(settings).emulation();
    for (String lateBy : List.of("99999999999999999999", "7")) {
      Map<String, Object> offset =
          Map.of("position", 5L, "emulation", emulation.replaceFirst("\\d+$", lateBy));

      assertThatThrownBy(
              () ->
                  new JdbcSampleSourceConnector()
                      .alterOffsets(settings, Map.of(Map.of("stream", "u/3"), offset)))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("belongs to another");
    }
  }

  private static void assertRefused(
      Map<String, ?> partition, Map<String, ?> offset, String message) {
    assertThatThrownBy(
            () ->
                new JdbcSampleSourceConnector().alterOffsets(settings(), Map.of(partition, offset)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining(message);
  }

  private static SourceRecord stored(Map<String, ?> partition, Map<String, ?> offset) {
    return new SourceRecord(partition, offset, "topic", null, null);
  }

  private static long position(SourceRecord sourceRecord) {
    return (Long) sourceRecord.headers().lastWithName("post.seq").value();
  }

  private static Map<String, String> settings(String... more) {
    Map<String, String> settings =
        database.settings("mariadb", "posts.max", String.valueOf(POSTS), "batch.max.rows", "30");
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }
}
