// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.connect.source.database.MariaDbDatabase;
import io.pinstream.connect.source.database.MariaDbServer;
import io.pinstream.connect.source.database.PostgreSqlServer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The databases through AWS's wrapper around their drivers. */
class AwsWrapperTest {

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql", "postgresql"})
  void readsThroughTheWrapper(String scheme) throws Exception {
    String rows = "CREATE TABLE t (ind INT PRIMARY KEY, a REAL); INSERT INTO t VALUES (1, 0.1)";
    Map<String, String> settings;
    if (scheme.equals("postgresql")) {
      PostgreSqlServer.shared().createSchema("wrapped");
      PostgreSqlServer.shared().execute("SET search_path TO wrapped;" + rows);
      settings = PostgreSqlServer.shared().settings("wrapped");
    } else {
      MariaDbDatabase database = MariaDbServer.shared().createDatabase("wrapped_" + scheme);
      database.execute(rows);
      settings = database.settings(scheme);
    }
    settings.put(
        "connection.url", settings.get("connection.url").replace("jdbc:", "jdbc:aws-wrapper:"));
    settings.put("driver.wrapperPlugins", "failover2,efm2");
    settings.put("tables", "t");
    settings.put("index.columns", "ind");
    settings.put("topics", "t");
    settings.put("posts.max", "100");
    settings.put("memory.max.bytes", "0");

    assertThat(ValidationResult.errors(new JdbcSampleSourceConnector().validate(settings)))
        .isEmpty();
    List<SourceRecord> records = new EmittedPosts().run(settings, 1, Integer.MAX_VALUE);
    assertThat(records).hasSize(100);
    assertThat(Json.of(records.get(0))).isEqualTo("{\"ind\":1,\"a\":0.1}");
  }
}
