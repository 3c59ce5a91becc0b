// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pinstream.connect.source.database.MariaDbDatabase;
import io.pinstream.connect.source.database.MariaDbServer;
import io.pinstream.connect.source.sampling.Draws;
import io.pinstream.connect.source.sampling.Rounds;
import io.pinstream.connect.source.sampling.SamplingOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that are drawn again, and what happens to posts. */
class NewPostsTest {

  private static final int ROWS = 120;

  private static MariaDbDatabase database;

  @BeforeAll
  static void fillTables() throws Exception {
    database = MariaDbServer.shared().createDatabase("new_posts");
    database.execute(PinterestTables.mySql(ROWS));
  }

  @Test
  void aRowThatIsDrawnAgainIsANewPost() throws Exception {
    List<SourceRecord> records = run(1, "posts.max", "360");

    assertThat(records.stream().map(SourceRecord::key).distinct()).hasSize(3 * ROWS);
    Map<String, List<Struct>> posts = new HashMap<>();
    records.forEach(
        r -> posts.computeIfAbsent(r.key().toString(), k -> new ArrayList<>()).add(row(r)));
    for (int row = 0; row < ROWS; row++) {
      List<Struct> first = posts.get(String.valueOf(row));
      List<Struct> third = posts.get(String.valueOf(2_000 + row));
      assertThat(first.get(0).get("index")).as("always INT64").isEqualTo((long) row);
      assertThat(third.get(0).get("index")).isEqualTo(2_000L + row);
      assertThat(third.get(1).get("ind")).isEqualTo(2_000L + row);
      assertThat(third.get(2).get("ind")).isEqualTo(2_000L + row);
      assertThat(third.get(0).getString("title")).isEqualTo(first.get(0).getString("title"));
      assertThat(third.get(0).getString("unique_id"))
          .isNotEqualTo(first.get(0).getString("unique_id"));
    }
    assertThat(records)
        .allSatisfy(r -> assertThat(r.sourceOffset().get("stride")).isEqualTo(1_000L));
  }

  @Test
  void aRowThatIsDrawnAgainIsTheSamePostWhereItIsAResend() throws Exception {
    List<SourceRecord> records = run(1, "posts.max", "360", "sampling.repeat", "resend");

    assertThat(records.stream().map(SourceRecord::key).distinct()).hasSize(ROWS);
    assertThat(row(records.get(0)).schema().field("index").schema().type())
        .isEqualTo(Schema.Type.INT32);
    assertThat(records).allSatisfy(r -> assertThat(r.sourceOffset().get("stride")).isNull());
  }

  @Test
  void theStrideStaysWhenTheTableGrows() throws Exception {
    MariaDbDatabase growing = MariaDbServer.shared().createDatabase("growing_stride");
    growing.execute(PinterestTables.mySql(9));
    Map<String, String> settings = growing.settings("mariadb", "sampling.order", "sequential");
    EmittedPosts worker = new EmittedPosts();
    settings.put("posts.max", "30");
    worker.run(settings, 1, Integer.MAX_VALUE);
    growing.execute(
        "INSERT INTO pinterest_data SELECT 500, 'x', 'x', 'x', 1;"
            + "INSERT INTO geolocation_data SELECT 500, NOW(), 1, 1, 'x';"
            + "INSERT INTO user_data SELECT 500, 'x', 'x', 1, NOW()");
    settings.put("posts.max", "40");

    assertThat(worker.run(settings, 3, Integer.MAX_VALUE))
        .isNotEmpty()
        .allSatisfy(r -> assertThat(Long.parseLong(r.key().toString())).isLessThan(50L))
        .allSatisfy(r -> assertThat(r.sourceOffset().get("stride")).isEqualTo(10L));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void rowsThatComeLeadBackToNoEarlierRound(int tasks) throws Exception {
    MariaDbDatabase growing = MariaDbServer.shared().createDatabase("growing_rows_" + tasks);
    growing.execute("CREATE TABLE t (ind INT); INSERT INTO t SELECT seq FROM seq_0_to_49");
    Map<String, String> settings =
        growing.settings("mariadb", "tables", "t", "index.columns", "ind", "topics", "t");
    settings.put("sampling.order", "sequential");
    EmittedPosts worker = new EmittedPosts();
    settings.put("posts.max", "1000");
    List<SourceRecord> records = new ArrayList<>(worker.run(settings, tasks, Integer.MAX_VALUE));
    growing.execute("INSERT INTO t SELECT seq FROM seq_50_to_79");
    settings.put("posts.max", "2000");
    records.addAll(worker.run(settings, tasks, Integer.MAX_VALUE));

    assertThat(records.stream().map(SourceRecord::key).distinct()).hasSize(2_000);
  }

  @Test
  void aShuffleOfATableThatHasGrownDrawsNoRowTwiceInARound() throws InterruptedException {
    Draws draws = new Draws(SamplingOrder.SHUFFLE, 100, false);
    for (long round = 0; round < 5; round++) {
      Set<Long> drawn = new HashSet<>();
      for (long position = 50 * round; position < 50 * (round + 1); position++) {
        drawn.add(draws.ordinal(position, 0, 80, 50));
      }
      assertThat(drawn).hasSize(50);
    }
  }

  /** An upgrade, or tasks that began while a table grew. */
  @Test
  void differentRoundsOfStreamsLeadBackToNoEarlierOne() {
    List<SourceOffset> offsets =
        List.of(
            new SourceOffset(900, "e", 100, 60),
            new SourceOffset(901, "e", 1_000, 50),
            new SourceOffset(902, "e", 100, 0),
            new SourceOffset(7, "another", 10, 5));
    Rounds rounds = SourceOffset.rounds(offsets, "e", 100);
    assertThat(rounds.stride()).isEqualTo(1_000);
    assertThat(rounds.size()).isEqualTo(50);
  }

  @Test
  void takesTheRoundsOfATaskThatHasBegunMeanwhile() throws Exception {
    MariaDbDatabase slow = MariaDbServer.shared().createDatabase("slow_start");
    slow.execute(
        "CREATE TABLE t (ind INT); INSERT INTO t SELECT seq FROM seq_0_to_9;"
            + "CREATE VIEW v AS SELECT ind FROM t WHERE ind > 0 OR SLEEP(0.5) = 0");
    Map<String, String> settings =
        slow.settings("mariadb", "tables", "v", "index.columns", "ind", "topics", "t");
    Map<Map<String, ?>, Map<String, Object>> offsets = new ConcurrentHashMap<>();
    try (RunningTask task =
        RunningTask.start(RunningTask.taskProperties(settings, 1).get(0), offsets)) {
      await().until(slow::isAsleep);
      offsets.put(Map.of("stream", "u/3"), Map.of("position", 27L, "stride", 1_000L, "rows", 20L));

      SourceRecord first = task.pollRecords(1).get(0);
      assertThat(first.sourceOffset().get("stride")).isEqualTo(1_000L);
      assertThat(first.sourceOffset().get("rows")).isEqualTo(20L);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, -3", "-5, 95", "-5, -12"})
  void aRowThatComesLaterIsNoOtherPost(int from, int later) throws Exception {
    MariaDbDatabase sinking = MariaDbServer.shared().createDatabase("later_" + Math.abs(later));
    sinking.execute(
        "CREATE TABLE t (ind INT, a TEXT); INSERT INTO t SELECT CAST(seq AS INT) + %d, seq FROM seq_0_to_8"
            .formatted(from));
    Map<String, String> settings =
        sinking.settings(
            "mariadb",
            "tables",
            "t",
            "index.columns",
            "ind",
            "topics",
            "t",
            "sampling.order",
            "sequential");
    EmittedPosts worker = new EmittedPosts();
    settings.put("posts.max", "9");
    List<SourceRecord> records = new ArrayList<>(worker.run(settings, 1, Integer.MAX_VALUE));
    sinking.execute("INSERT INTO t VALUES (%d, 'later')".formatted(later));
    settings.put("posts.max", "900");
    try (CapturedLog log = new CapturedLog()) {
      records.addAll(worker.run(settings, 1, Integer.MAX_VALUE));
      assertThat(log.text()).contains("are not drawn");
    }

    assertThat(records.stream().map(SourceRecord::key).distinct()).hasSize(900);
    assertThat(records).extracting(r -> row(r).get("a")).doesNotContain("later");
  }

  @Test
  void drawsNothingOutsideOfTheRangeWhateverTheStrideInTheOffsets() throws Exception {
    Map<String, String> settings = settings("sampling.range", "50..60");
    Map<Map<String, ?>, Map<String, Object>> offsets = new HashMap<>();
    for (int stream = 0; stream < 24; stream++) {
      offsets.put(Map.of("stream", "u/" + stream), Map.of("position", 0L, "stride", 10L));
    }
    try (RunningTask task =
        RunningTask.start(RunningTask.taskProperties(settings, 1).get(0), offsets)) {
      assertThatThrownBy(() -> task.pollRecords(1))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("none of sampling.range 50..60 is in 0..9");
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 9000000000000000000", "-5000000000000000000, 3"})
  void saysWhereIndexesHaveNoRoomForFurtherRounds(long first, long last) throws Exception {
    MariaDbDatabase huge = MariaDbServer.shared().createDatabase("huge_index_" + (first < 0));
    huge.execute(
        "CREATE TABLE t (ind BIGINT); INSERT INTO t VALUES (%d), (%d)".formatted(first, last));
    Map<String, String> settings =
        huge.settings("mariadb", "tables", "t", "index.columns", "ind", "topics", "t");

    assertThatThrownBy(() -> new EmittedPosts().run(settings, 1, 1))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("the indexes from %d to %d leave no room".formatted(first, last))
        .hasMessageContaining("sampling.repeat=resend");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 7})
  void whatHappensIsTheSameWhateverTheTasksAndRestarts(int tasks) throws Exception {
    String[] life = {
      "posts.max", "1000",
      "edit.share", "0.1",
      "delete.share", "0.05",
      "resend.share", "0.1",
      "late.share", "0.1",
      "late.ms", "50",
      "bad.share", "0.1"
    };
    List<String> once = lines(run(1, life));
    EmittedPosts worker = new EmittedPosts();
    List<SourceRecord> inPieces = new ArrayList<>(worker.run(settings(life), tasks, 700));
    inPieces.addAll(worker.run(settings(life), tasks + 1, Integer.MAX_VALUE));

    assertThat(lines(inPieces)).isEqualTo(once);
    assertThat(once).anyMatch(line -> line.endsWith(" null")).anyMatch(l -> l.contains("(edit "));
  }

  @Test
  void aDeletionIsATombstoneInEveryTopicAndNothingFollowsIt() throws Exception {
    List<SourceRecord> records =
        run(1, "posts.max", "2000", "delete.share", "0.1", "edit.share", "0.3");
    Map<String, Integer> gone = new HashMap<>();
    for (SourceRecord each : records) {
      String key = each.key().toString();
      if (each.value() == null) {
        assertThat(each.keySchema()).isEqualTo(Schema.STRING_SCHEMA);
        assertThat(each.valueSchema()).isNull();
        gone.merge(key, 1, Integer::sum);
      } else {
        assertThat(gone).doesNotContainKey(key);
      }
    }

    assertThat(gone).hasSizeGreaterThan(100);
    assertThat(gone.values()).containsOnly(3);
  }

  @Test
  void anEditChangesTheTitleAndAddsFollowers() throws Exception {
    List<SourceRecord> records = run(1, "posts.max", "500", "edit.share", "0.2");

    assertThat(records)
        .filteredOn(r -> r.topic().equals("u.pin") && row(r).getString("title").contains("(edit"))
        .hasSizeGreaterThan(50)
        .allSatisfy(
            r -> {
              long position = (Long) r.headers().lastWithName("post.seq").value();
              assertThat(row(r).getString("title")).endsWith(" (edit " + position + ")");
              assertThat(row(r).getString("follower_count")).matches("4[4-9]k|5[0-2]k");
            });
  }

  @Test
  void whatIsBadIsOfEveryKind() throws Exception {
    List<SourceRecord> bad =
        run(1, "posts.max", "120", "bad.share", "1").stream()
            .filter(r -> r.key() == null || !isOwnRow(r))
            .toList();

    assertThat(bad).hasSize(120);
    assertThat(bad)
        .anyMatch(r -> "".equals(r.value()))
        .anyMatch(r -> r.value().toString().matches("\\{index=\\d+, title=x}"))
        .anyMatch(r -> r.value().toString().startsWith("Struct{index=1,name=Maya"))
        .anyMatch(r -> r.value() instanceof List)
        .anyMatch(r -> r.value().toString().startsWith("Struct{records="))
        .anyMatch(r -> r.value().toString().equals("Struct{timestamp=[\"timestamp\"]}"))
        .anyMatch(r -> r.key() == null)
        .anyMatch(
            r -> r.topic().equals("u.user") && "pinterest_data".equals(r.valueSchema().name()));
  }

  private static boolean isOwnRow(SourceRecord each) {
    String table =
        Map.of("u.pin", "pinterest_data", "u.geo", "geolocation_data", "u.user", "user_data")
            .get(each.topic());
    return table.equals(each.valueSchema().name());
  }

  @Test
  void aLateRecordComesAfterThoseOfLaterPosts() throws Exception {
    List<SourceRecord> records = run(1, "posts.max", "500", "late.share", "0.2", "late.ms", "10");

    assertThat(records).hasSize(1_500);
    assertThat(records.stream().map(r -> r.topic() + r.key()).distinct()).hasSize(1_500);
    long late =
        records.stream()
            .filter(r -> (Long) r.headers().lastWithName("post.seq").value() != position(r))
            .count();
    assertThat(late).isBetween(50L, 130L);
  }

  @Test
  @SuppressWarnings("JavaUtilDate") // Connect's logical types carry it.
  void aPostsTimeIsWhenItIsEmitted() throws Exception {
    long before = System.currentTimeMillis();
    List<SourceRecord> records = run(1, "posts.max", "10", "event.time", "now");

    assertThat(records)
        .filteredOn(r -> r.topic().equals("u.geo"))
        .allSatisfy(
            r ->
                assertThat((Date) row(r).get("timestamp"))
                    .isEqualTo(new Date(r.timestamp()))
                    .isAfterOrEqualTo(new Date(before)));
    assertThat(records)
        .filteredOn(r -> r.topic().equals("u.user"))
        .allSatisfy(r -> assertThat((Date) row(r).get("date_joined")).isBefore(new Date(before)));
  }

  /** The position that drew a record's post: in sequential order its index says so. */
  private static long position(SourceRecord sourceRecord) {
    long index = Long.parseLong(sourceRecord.key().toString());
    return index / 1_000 * ROWS + index % 1_000;
  }

  private static Struct row(SourceRecord sourceRecord) {
    return (Struct) sourceRecord.value();
  }

  private static List<String> lines(List<SourceRecord> records) {
    return records.stream()
        .sorted(Comparator.comparing(r -> (Long) r.headers().lastWithName("post.seq").value()))
        .map(
            r ->
                r.topic()
                    + " "
                    + r.headers().lastWithName("post.seq").value()
                    + " "
                    + r.key()
                    + " "
                    + r.value())
        .toList();
  }

  private static List<SourceRecord> run(int tasks, String... more) throws InterruptedException {
    return new EmittedPosts().run(settings(more), tasks, Integer.MAX_VALUE);
  }

  private static Map<String, String> settings(String... more) {
    Map<String, String> settings = database.settings("mariadb", more);
    settings.put("sampling.order", "sequential");
    return settings;
  }
}
