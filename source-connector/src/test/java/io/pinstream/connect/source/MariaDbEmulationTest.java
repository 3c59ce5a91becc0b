// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.connect.source.database.MariaDbDatabase;
import io.pinstream.connect.source.database.MariaDbServer;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MariaDbEmulationTest {

  private static final int ROWS = 11_154;

  private static MariaDbDatabase database;

  @BeforeAll
  static void fillTables() throws Exception {
    database = MariaDbServer.shared().createDatabase("emulation");
    database.execute(PinterestTables.mySql(ROWS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql"})
  void writesRowsAsTheyAre(String scheme) throws Exception {
    List<SourceRecord> records =
        new EmittedPosts()
            .run(database.settings(scheme, "sampling.order", "sequential", "posts.max", "1"), 1, 3);

    assertThat(records).extracting(SourceRecord::topic).containsExactly("u.pin", "u.geo", "u.user");
    assertThat(records).extracting(SourceRecord::key).containsOnly("0");
    assertThat(records)
        .extracting(Json::of)
        .map(json -> json.replaceFirst("[0-9a-f-]{36}", "UUID"))
        .containsExactly(
            """
            {"index":0,"unique_id":"UUID","title":"Post 0 \\uD83D\\uDE00","follower_count":"43k",\
            "downloaded":1}""",
            """
            {"ind":0,"timestamp":1529980765000,"latitude":-88.8298,"longitude":8.65953,\
            "country":"Maldives"}""",
            """
            {"ind":0,"first_name":"Brittany","last_name":"Jones","age":20,\
            "date_joined":1459569083000}""");
  }

  @Test
  void drawsWhatTheOriginalScriptDrew() throws Exception {
    List<SourceRecord> records =
        new EmittedPosts()
            .run(
                database.settings("mariadb", "sampling.order", "python", "posts.max", "15"), 1, 45);

    assertThat(everyThird(records))
        .extracting(SourceRecord::key)
        .containsExactly(
            "7528", "2863", "5730", "8304", "8731", "1313", "4315", "10794", "5494", "5069", "2923",
            "3089", "6063", "3454", "7554");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void shuffleEmitsEveryRowOnceWhateverTheTasks(int tasks) throws Exception {
    List<SourceRecord> records =
        new EmittedPosts()
            .run(
                database.settings(
                    "mariadb", "sampling.order", "shuffle", "posts.max", String.valueOf(ROWS)),
                tasks,
                Integer.MAX_VALUE);

    assertThat(records).hasSize(3 * ROWS);
    assertThat(records.stream().map(r -> r.topic() + " " + r.key()).distinct()).hasSize(3 * ROWS);
    assertThat(records.stream().map(r -> r.headers().lastWithName("post.seq").value()).distinct())
        .hasSize(ROWS);
  }

  private static List<SourceRecord> everyThird(List<SourceRecord> records) {
    return IntStream.range(0, records.size() / 3).mapToObj(i -> records.get(3 * i)).toList();
  }
}
