// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import static io.pinstream.connect.source.ValidationResult.errors;
import static io.pinstream.connect.source.ValidationResult.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pinstream.connect.source.database.MySqlDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Validation, sampling and trouble with a real MySQL. */
@ExtendWith(NeedsMySql.class)
class MySqlOperationTest {

  private static final int ROWS = 2_000;

  private static MySqlDatabase mySql;

  @BeforeAll
  static void fillTables() throws Exception {
    mySql = MySqlDatabase.create("pinstream_operation");
    mySql.execute(
        """
        SET cte_max_recursion_depth = 1000000;
        CREATE TABLE seq_0_to_%1$d (seq INT PRIMARY KEY);
        INSERT INTO seq_0_to_%1$d
          WITH RECURSIVE s (seq) AS (SELECT 0 UNION ALL SELECT seq + 1 FROM s WHERE seq < %1$d)
          SELECT seq FROM s
        """
            .formatted(ROWS - 1));
    mySql.execute(PinterestTables.mySql(ROWS));
    mySql.execute(
        """
        DROP TABLE seq_0_to_%d;
        CREATE UNIQUE INDEX pin ON pinterest_data (`index`);
        CREATE UNIQUE INDEX geo ON geolocation_data (ind);
        CREATE INDEX usr ON user_data (ind);
        CREATE VIEW user_view AS SELECT * FROM user_data;
        CREATE TABLE spot_data (ind INT, spot POINT);
        CREATE TABLE secret_data (ind INT)
        """
            .formatted(ROWS - 1));
  }

  @AfterAll
  static void dropDatabase() throws Exception {
    mySql.close();
  }

  @Test
  void acceptsSettingsThatTheDatabaseAgreesWith() {
    Config config = validate();

    assertThat(errors(config)).isEmpty();
    assertThat(value(config, "tables").recommendedValues())
        .containsExactly(
            "geolocation_data",
            "pinterest_data",
            "secret_data",
            "spot_data",
            "user_data",
            "user_view");
    assertThat(value(config, "index.columns").recommendedValues())
        .containsExactly("index", "downloaded", "ind", "age");
  }

  @ParameterizedTest
  @CsvSource({
    "connection.password, wr0ng, connection.password, with this password: check both",
    "connection.user, nobody, connection.user, refuses to log this user in",
    "tables, 'pinterest_data,geo,user_data', tables, there is no table geo: the user sees geolocation",
    "tables, 'pinterest_data,nowhere.geo,user_data', connection.user, may not read table nowhere.geo",
    "index.columns, 'index,ind,nr', index.columns, table user_data has no column nr",
    "index.columns, 'title,ind,ind', index.columns, column title of table pinterest_data is of type",
    "tables, 'pinterest_data,spot_data,user_data', unmapped.columns, column spot of table spot_data",
  })
  void namesTheSettingThatIsWrong(String setting, String wrong, String named, String message) {
    Config config = validate(setting, wrong);

    assertThat(errors(config).get(named)).singleElement().asString().contains(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere", "mysql"})
  void saysThatTheDatabaseDoesNotExistOrIsClosed(String name) {
    Map<String, List<String>> errors =
        errors(validate("connection.url", mySql.url().replaceFirst("[^/]*$", name)));

    assertThat(errors).containsOnlyKeys("connection.url");
    assertThat(errors.get("connection.url").get(0)).contains("there is no such database");
  }

  @ParameterizedTest
  @CsvSource({"shuffle, ''", "random, ''", "sequential, 100..1999", "python, 10..1000"})
  void readsTheSamePostsByIndexAsFromMemory(String order, String range) throws Exception {
    Map<String, String> settings =
        mySql.settings("sampling.order", order, "sampling.range", range, "posts.max", "3000");

    List<String> fromMemory = posts(settings);
    settings.put("memory.max.bytes", "0");
    List<String> byIndex = posts(settings);

    assertThat(fromMemory).hasSize(9_000);
    assertThat(byIndex).isEqualTo(fromMemory);
  }

  @Test
  void writesRowsAsTheyAre() throws Exception {
    assertThat(posts(mySql.settings("sampling.order", "sequential", "posts.max", "1")))
        .map(post -> post.replaceFirst("[0-9a-f-]{36}", "UUID"))
        .containsExactly(
            """
            u.pin 0 {"index":0,"unique_id":"UUID","title":"Post 0 \\uD83D\\uDE00",\
            "follower_count":"43k","downloaded":1}""",
            """
            u.geo 0 {"ind":0,"timestamp":1529980765000,"latitude":-88.8298,"longitude":8.65953,\
            "country":"Maldives"}""",
            """
            u.user 0 {"ind":0,"first_name":"Brittany","last_name":"Jones","age":20,\
            "date_joined":1459569083000}""");
  }

  @Test
  void countsNoIndexThatTheOptimizerDoesNotSee() throws Exception {
    mySql.execute(
        "CREATE TABLE unseen (ind INT, KEY unseen_key (ind) INVISIBLE); INSERT INTO unseen VALUES (1)");
    try (CapturedLog log = new CapturedLog()) {
      Map<String, String> settings = byIndex("tables", "unseen", "posts.max", "1");
      settings.put("index.columns", "ind");
      settings.put("topics", "unseen");
      new EmittedPosts().run(settings, 1, 1);

      assertThat(log.text()).contains("(unseen_key is invisible to the optimizer)");
    }
  }

  @Test
  void goesOnExactlyWhereItWasWhenItsConnectionsAreKilled() throws Exception {
    try (RunningTask task = RunningTask.start(byIndex("posts.max", "6000"))) {
      List<SourceRecord> records = new ArrayList<>(task.pollRecords(300));
      mySql.killConnections();
      records.addAll(task.pollRecords(Integer.MAX_VALUE));

      assertThat(positions(records))
          .containsExactlyElementsOf(LongStream.range(0, 6_000).boxed().toList());
      assertThat((Long) task.metric("Retries")).isPositive();
    }
  }

  @Test
  void failsWhenThePasswordWasChangedAndItsConnectionsAreKilled() throws Exception {
    try (RunningTask task = RunningTask.start(byIndex("posts.max", "200000"))) {
      assertThat(task.pollRecords(3)).isNotEmpty();
      mySql.changePassword("another");
      mySql.killConnections();

      assertThatThrownBy(() -> task.pollRecords(Integer.MAX_VALUE))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("LOGIN_REFUSED")
          .hasMessageContaining("Access denied for user 'reader'")
          .hasMessageNotContaining(MySqlDatabase.PASSWORD);
    } finally {
      mySql.changePassword(MySqlDatabase.PASSWORD);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ACCOUNT LOCK", "PASSWORD EXPIRE"})
  void failsWhenTheUserIsShutOut(String clause) throws Exception {
    mySql.alterUser(clause);
    try (RunningTask task = RunningTask.start(mySql.settings())) {
      assertThatThrownBy(() -> task.pollRecords(1))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("LOGIN_REFUSED");
    } finally {
      mySql.alterUser("ACCOUNT UNLOCK");
      mySql.changePassword(MySqlDatabase.PASSWORD);
    }
  }

  @Test
  void failsWhenATableIsDropped() throws Exception {
    mySql.execute("CREATE TABLE doomed (ind INT PRIMARY KEY); INSERT INTO doomed VALUES (1), (2)");
    Map<String, String> settings = byIndex("tables", "doomed", "posts.max", "200000");
    settings.put("index.columns", "ind");
    settings.put("topics", "t");
    try (RunningTask task = RunningTask.start(settings)) {
      assertThat(task.pollRecords(2)).isNotEmpty();
      mySql.execute("DROP TABLE doomed");

      await()
          .pollInSameThread()
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> task.pollRecords(Integer.MAX_VALUE))
                      .hasMessageContaining("NO_SUCH_TABLE")
                      .hasMessageContaining("doomed"));
    }
  }

  @Test
  void failsWhenTheRightToReadIsTakenAway() throws Exception {
    try (RunningTask task = RunningTask.start(byIndex("posts.max", "200000"))) {
      assertThat(task.pollRecords(3)).isNotEmpty();
      mySql.revoke();
      // Open connections keep their rights on a database.
      mySql.killConnections();

      assertThatThrownBy(() -> task.pollRecords(Integer.MAX_VALUE))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("failed for good")
          .hasMessageContaining("Access denied for user 'reader'@'%' to database");
    } finally {
      mySql.grant();
    }
  }

  private static Map<String, String> byIndex(String... more) {
    Map<String, String> settings = mySql.settings(more);
    settings.put("sampling.order", "shuffle");
    settings.put("memory.max.bytes", "0");
    settings.put("connection.backoff.ms", "50");
    return settings;
  }

  private static List<String> posts(Map<String, String> settings) throws InterruptedException {
    return new EmittedPosts()
        .run(settings, 1, Integer.MAX_VALUE).stream()
            .map(r -> r.topic() + " " + r.key() + " " + Json.of(r))
            .toList();
  }

  private static List<Long> positions(List<SourceRecord> records) {
    return records.stream()
        .filter(r -> r.topic().equals("u.user"))
        .map(r -> (Long) r.headers().lastWithName("post.seq").value())
        .toList();
  }

  private static Config validate(String... settings) {
    return new JdbcSampleSourceConnector().validate(mySql.settings(settings));
  }
}
