// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the drivers are told. */
class DriverPropertiesTest {

  @ParameterizedTest
  @CsvSource({"250, 1", "1000, 1", "1001, 2", "60000, 60"})
  void postgreSqlTakesWholeSecondsRoundedUpForZeroIsForEver(long millis, String seconds)
      throws SQLException {
    Properties properties =
        new PostgreSqlDialect().properties(settings("jdbc:postgresql://db/x", millis, Map.of()));

    assertThat(properties)
        .containsEntry("connectTimeout", seconds)
        .containsEntry("loginTimeout", seconds)
        .containsEntry("socketTimeout", seconds);
  }

  @ParameterizedTest
  @CsvSource({"250", "1000", "1001"})
  void mySqlAndMariaDbTakeMilliseconds(String millis) throws SQLException {
    for (Dialect dialect : new Dialect[] {new MySqlDialect(), new MariaDbDialect(false)}) {
      assertThat(dialect.properties(settings("jdbc:x://db/x", Long.parseLong(millis), Map.of())))
          .containsEntry("connectTimeout", millis)
          .containsEntry("socketTimeout", millis);
    }
  }

  @Test
  void whatTheUserSetsGoesBeforeWhatTheConnectorWouldSet() throws SQLException {
    Dialect dialect = new PostgreSqlDialect();

    assertThat(
            dialect.properties(settings("jdbc:postgresql://db/x?socketTimeout=7", 250, Map.of())))
        .as("the URL says it")
        .doesNotContainKey("socketTimeout");
    assertThat(
            dialect.properties(
                settings("jdbc:postgresql://db/x", 250, Map.of("socketTimeout", "8"))))
        .containsEntry("socketTimeout", "8");
  }

  private static ConnectionSettings settings(
      String url, long millis, Map<String, String> driverProperties) {
    return new ConnectionSettings(
        url,
        "u",
        "p",
        Duration.ofMillis(millis),
        Duration.ofMillis(millis),
        null,
        driverProperties);
  }
}
