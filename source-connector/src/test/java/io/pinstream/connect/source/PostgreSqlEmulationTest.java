// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pinstream.connect.source.database.PostgreSqlServer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgreSqlEmulationTest {

  private static PostgreSqlServer server;

  @BeforeAll
  static void fillTables() throws Exception {
    server = PostgreSqlServer.shared();
    server.createSchema("emulation");
    server.execute("SET search_path TO emulation;" + PinterestTables.postgreSql(11_154));
  }

  @Test
  void writesRowsAsTheyAre() throws Exception {
    List<SourceRecord> records =
        new EmittedPosts().run(settings("sampling.order", "python", "posts.max", "1"), 1, 3);

    assertThat(records).extracting(SourceRecord::topic).containsExactly("u.pin", "u.geo", "u.user");
    assertThat(records).extracting(SourceRecord::key).containsOnly("7528");
    assertThat(records)
        .extracting(Json::of)
        .containsExactly(
            "{\"index\":7528,\"title\":\"Post 7528 \\uD83D\\uDE00\",\"follower_count\":\"43k\",\"downloaded\":1}",
            "{\"ind\":7528,\"timestamp\":1529980765000,\"latitude\":-88.8298,\"longitude\":8.65953,\"country\":\"Maldives\"}",
            "{\"ind\":7528,\"first_name\":\"Brittany\",\"last_name\":\"Jones\",\"age\":45,\"date_joined\":1459569083000}");
  }

  @Test
  void readsTheSamePostsByIndexAsFromMemory() throws Exception {
    Map<String, String> settings = settings("sampling.order", "shuffle", "posts.max", "11154");

    List<String> fromMemory = lines(new EmittedPosts().run(settings, 1, Integer.MAX_VALUE));
    settings.put("memory.max.bytes", "0");
    List<String> byIndex = lines(new EmittedPosts().run(settings, 1, Integer.MAX_VALUE));

    assertThat(fromMemory).hasSize(3 * 11_154).doesNotHaveDuplicates();
    assertThat(byIndex).isEqualTo(fromMemory);
  }

  @Test
  void goesOnWhenAColumnGetsAnotherType() throws Exception {
    server.execute(
        "CREATE TABLE emulation.altered (ind INT PRIMARY KEY, age INT);"
            + "INSERT INTO emulation.altered SELECT i, i FROM generate_series(1, 100) i");
    Map<String, String> settings = settings("tables", "altered", "topics", "t");
    settings.putAll(Map.of("index.columns", "ind", "refresh.ms", "20", "posts.per.second", "100"));
    try (RunningTask task = RunningTask.start(settings)) {
      // Meanwhile the rows are read a dozen times: the driver prepares a query at the fifth.
      assertThat(task.pollRecords(50)).isNotEmpty();
      server.execute("ALTER TABLE emulation.altered ALTER age TYPE BIGINT");

      await()
          .pollInSameThread()
          .until(
              () ->
                  task.poll().stream()
                      .map(r -> r.valueSchema().field("age").schema().type())
                      .anyMatch(Schema.Type.INT64::equals));
    }
    server.execute("DROP TABLE emulation.altered");
  }

  @Test
  void acceptsSettingsThatTheDatabaseAgreesWith() {
    assertThat(errors(settings())).isEmpty();
    assertThat(
            errors(
                settings(
                    "tables",
                    "emulation.pinterest_data,emulation.geolocation_data,emulation.user_data")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "connection.password, wr0ng, 'connection.user,connection.password', refuses to log",
    "connection.user, nobody, 'connection.user,connection.password', refuses to log",
    "tables, 'pinterest_data,geo,user_data', tables, 'there is no table geo: the user sees geolocation_data'",
    "index.columns, 'index,ind,nr', index.columns, table user_data has no column nr",
    "index.columns, 'title,ind,ind', index.columns, column title of table pinterest_data is of type text",
  })
  void namesTheSettingThatIsWrong(String setting, String value, String named, String message) {
    Map<String, List<String>> errors = errors(settings(setting, value));

    assertThat(errors).containsOnlyKeys(named.split(","));
    assertThat(errors.toString()).contains(message).doesNotContain("wr0ng");
  }

  @Test
  void saysThatTheDatabaseDoesNotExist() {
    Map<String, String> settings =
        settings("connection.url", server.url().replace("/postgres", "/nowhere"));

    assertThat(errors(settings)).containsOnlyKeys("connection.url");
  }

  @Test
  void saysThatTheUserMayNotEnterTheDatabase() throws Exception {
    server.execute("CREATE DATABASE closed");
    server.execute("REVOKE CONNECT ON DATABASE closed FROM PUBLIC");
    Map<String, String> settings =
        settings("connection.url", server.url().replace("/postgres", "/closed"));

    assertThat(errors(settings)).containsOnlyKeys("connection.url");
    assertThat(errors(settings).get("connection.url").get(0))
        .contains("or the user may not enter it");
  }

  @Test
  void namesTheTableThatTheUserMayNotRead() throws Exception {
    server.execute(
        "CREATE TABLE emulation.hidden (ind INT); REVOKE ALL ON emulation.hidden FROM reader");

    assertThat(errors(settings("tables", "hidden", "index.columns", "ind", "topics", "t")))
        .containsOnlyKeys("connection.user");
  }

  private static Map<String, List<String>> errors(Map<String, String> settings) {
    return ValidationResult.errors(new JdbcSampleSourceConnector().validate(settings));
  }

  private static List<String> lines(List<SourceRecord> records) {
    return records.stream().map(r -> r.topic() + " " + r.key() + " " + r.value()).toList();
  }

  private static Map<String, String> settings(String... more) {
    return server.settings("emulation", more);
  }
}
