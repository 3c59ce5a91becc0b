// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.connect.source.database.MariaDbDatabase;
import io.pinstream.connect.source.database.MariaDbServer;
import io.pinstream.connect.source.database.PostgreSqlServer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables in other schemas, and with names that have to be quoted. */
class TableNamesTest {

  private static MariaDbDatabase mariaDb;

  @BeforeAll
  static void makeTables() throws Exception {
    mariaDb = MariaDbServer.shared().createDatabase("names");
    MariaDbServer.shared()
        .createDatabase("names_other")
        .execute("CREATE TABLE Plain (`order` INT PRIMARY KEY); INSERT INTO Plain VALUES (7)");
    mariaDb.execute(
        "CREATE TABLE `dot.ted name` (`order` INT PRIMARY KEY); INSERT INTO `dot.ted name` VALUES (7)");
    PostgreSqlServer.shared().createSchema("names");
    PostgreSqlServer.shared().createSchema("names_other");
    PostgreSqlServer.shared()
        .execute(
            """
            CREATE TABLE names_other."Plain" ("order" INT PRIMARY KEY);
            INSERT INTO names_other."Plain" VALUES (7);
            CREATE TABLE names."dot.ted name" ("order" INT PRIMARY KEY);
            INSERT INTO names."dot.ted name" VALUES (7)
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql", "postgresql"})
  void readsTablesByTheNamesThatTheSettingGives(String scheme) throws Exception {
    Map<String, String> settings = settings(scheme);
    Config config = new JdbcSampleSourceConnector().validate(settings);
    assertThat(config.configValues()).allSatisfy(v -> assertThat(v.errorMessages()).isEmpty());
    assertThat(config.configValues())
        .filteredOn(value -> value.name().equals("tables"))
        .flatExtracting(ConfigValue::recommendedValues)
        .as("what is recommended can be written in the setting")
        .containsExactly("\"dot.ted name\"");

    for (String bytesInMemory : List.of("-1", "0")) {
      settings.put("memory.max.bytes", bytesInMemory);
      List<SourceRecord> records = new EmittedPosts().run(settings, 1, 2);

      assertThat(records)
          .extracting(r -> r.topic() + " " + r.valueSchema().name() + " " + Json.of(r))
          .containsExactly(
              "u.names_other.Plain names_other.Plain {\"order\":7}",
              "u.dot.ted-name dot.ted name {\"order\":7}");
    }
  }

  private static Map<String, String> settings(String scheme) {
    String[] more = {
      "tables", "names_other.Plain,\"dot.ted name\"",
      "index.columns", "order",
      "topics", "names_other.Plain,dot.ted-name",
      "posts.max", "1"
    };
    return scheme.equals("postgresql")
        ? PostgreSqlServer.shared().settings("names", more)
        : mariaDb.settings(scheme, more);
  }
}
