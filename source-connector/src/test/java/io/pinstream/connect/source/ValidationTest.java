// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import static io.pinstream.connect.source.ValidationResult.errors;
import static io.pinstream.connect.source.ValidationResult.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.pinstream.connect.source.database.MariaDbDatabase;
import io.pinstream.connect.source.database.MariaDbServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidationTest {

  private static final String WRONG_PASSWORD = "wr0ng-and-secret";

  private static MariaDbDatabase database;

  @BeforeAll
  static void fillTables() throws Exception {
    database = MariaDbServer.shared().createDatabase("validation");
    database.execute(PinterestTables.mySql(10));
    database.execute(
        """
        CREATE TABLE spot_data (ind INT, spot POINT);
        CREATE TABLE nameless_data (name TEXT)
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql"})
  void acceptsSettingsThatTheDatabaseAgreesWith(String scheme) {
    Config config = validate(scheme);

    assertThat(errors(config)).isEmpty();
    assertThat(value(config, "arrival").recommendedValues())
        .containsExactly("even", "poisson", "daily", "bursts", "python");
    assertThat(value(config, "tables").recommendedValues())
        .containsExactly(
            "geolocation_data", "nameless_data", "pinterest_data", "spot_data", "user_data");
    assertThat(value(config, "index.columns").recommendedValues())
        .containsExactly("index", "downloaded", "ind", "age");
  }

  @ParameterizedTest
  @CsvSource({
    "mariadb, connection.password, " + WRONG_PASSWORD,
    "mysql, connection.password, " + WRONG_PASSWORD,
    "mariadb, connection.user, nobody",
    "mysql, connection.user, nobody"
  })
  void saysThatTheLogInIsRefused(String scheme, String setting, String value) {
    Config config = validate(scheme, setting, value);

    assertThat(errors(config)).containsOnlyKeys("connection.user", "connection.password");
    assertThat(errors(config).get("connection.user").get(0))
        .contains("refuses to log this user in");
    assertThat(config.configValues().toString()).doesNotContain(WRONG_PASSWORD);
  }

  @ParameterizedTest
  @CsvSource({
    "tables, 'pinterest_data,geo,user_data', there is no table geo: the user sees geolocation_data",
    "index.columns, 'index,ind,nr', 'table user_data has no column nr; it has ind, first_name'",
    "index.columns, 'title,ind,ind', 'column title of table pinterest_data is of type'",
    "index.columns, 'index,ind', names 2 columns for 3 tables",
    "topics, 'pin,geo', names 2 topics for 3 tables",
    "topic.format, 'a b', \"makes the topic name 'a b'\"",
    "user.id, 'a/b', expected letters",
    "posts.per.second, 0.0001, expected 0",
    "posts.max, -1, at least 0",
    "sampling.range, 5, write LOW..HIGH",
    "sampling.range, 7..5, is empty",
    "sampling.order, any, 'expected one of random, shuffle, sequential, python'",
    "db.timezone, Mars, expected a time zone",
    "connection.url, jdbc:mariadb://db/x?tinyInt1isBit=true, 'sets tinyInt1isBit, or driver'",
    "connection.url, jdbc:mysql://db/x?characterSetResults=latin1, 'sets characterSetResults, or'",
    "connection.url, jdbc:mysql://db/x?maxRows=1, 'sets maxRows, or driver.maxRows'",
    "connection.url, jdbc:postgresql://db/x?binaryTransferEnable=NUMERIC, 'sets binaryTransfer'",
    "edit.share, 1.5, no more than 1.0",
    "edit.share, NaN, expected a number",
    "late.share, NaN, expected a number",
    "connection.url, jdbc:mysql://db/x?p%61ssword=s3cret, holds a user name or a password",
    "late.ms, 0, at least 1",
    "sampling.repeat, never, 'expected one of auto, new, resend'",
    "connection.url, jdbc:oracle:thin:@//db/x, expected jdbc:mysql:",
  })
  void namesTheSettingThatIsWrong(String setting, String value, String message) {
    Map<String, List<String>> errors = errors(validate("mariadb", setting, value));

    assertThat(errors).containsOnlyKeys(setting);
    assertThat(errors.get(setting).get(0)).contains(message.replace("\"", "")).contains(setting);
  }

  @ParameterizedTest
  @ValueSource(strings = {"user.id", "connection.url"})
  void namesARequiredSettingThatIsMissingBesidesANumberThatIsNone(String missing) {
    Map<String, String> settings = database.settings("mariadb", "posts.per.second", "fast");
    settings.remove(missing);

    assertThat(errors(new JdbcSampleSourceConnector().validate(settings)))
        .containsOnlyKeys(missing, "posts.per.second");
  }

  @Test
  void acceptsSharesThatAddUpToOne() {
    String[] shares = {
      "edit.share", "0.2", "delete.share", "0.4", "resend.share", "0.3", "bad.share", "0.1"
    };

    assertThat(errors(validate("mariadb", shares))).isEmpty();
  }

  @Test
  void namesTheColumnThatHasNoConnectType() {
    Config config =
        validate(
            "mariadb", "tables", "user_data,spot_data", "index.columns", "ind", "topics", "a,b");

    assertThat(errors(config)).containsOnlyKeys("unmapped.columns");
    assertThat(errors(config).get("unmapped.columns").get(0))
        .contains("column spot of table spot_data is of type");
  }

  @Test
  void namesTheTableThatTheUserMayNotRead() throws Exception {
    database.execute(
        "CREATE USER stranger@localhost IDENTIFIED BY 'x'; GRANT SELECT ON user_data TO stranger@localhost");

    Map<String, List<String>> errors =
        errors(
            validate(
                "mariadb",
                "connection.user",
                "stranger",
                "connection.password",
                "x",
                "tables",
                "user_data,geolocation_data",
                "index.columns",
                "ind",
                "topics",
                "a,b"));

    assertThat(errors).containsOnlyKeys("connection.user");
    assertThat(errors.get("connection.user").get(0))
        .contains("the user may not read table geolocation_data: grant it SELECT");
  }

  @ParameterizedTest
  @CsvSource({
    "mariadb://127.0.0.1:1/pinterest",
    "mysql://127.0.0.1:1/pinterest",
    "postgresql://127.0.0.1:1/pinterest",
    "mariadb://no-such-host.invalid/pinterest",
    "mysql://no-such-host.invalid/pinterest",
    "postgresql://no-such-host.invalid/pinterest"
  })
  void saysThatTheDatabaseIsNotReached(String url) {
    Map<String, List<String>> errors = errors(validate("mariadb", "connection.url", "jdbc:" + url));

    assertThat(errors).containsOnlyKeys("connection.url");
    assertThat(errors.get("connection.url").get(0)).contains("check host and port");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql"})
  void saysThatTheDatabaseDoesNotExist(String scheme) {
    String url = database.url(scheme).replace("/validation", "/validatoin");

    Map<String, List<String>> errors = errors(validate(scheme, "connection.url", url));

    assertThat(errors).containsOnlyKeys("connection.url");
    assertThat(errors.get("connection.url").get(0)).contains("there is no such database");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql", "postgresql"})
  void doesNotHangOnAServerThatNeverAnswers(String scheme) throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String url = "jdbc:" + scheme + "://127.0.0.1:" + silent.getLocalPort() + "/pinterest";

      Map<String, List<String>> errors =
          assertTimeoutPreemptively(
              Duration.ofSeconds(10),
              () ->
                  errors(
                      validate(
                          scheme,
                          "connection.url",
                          url,
                          "connection.timeout.ms",
                          "300",
                          "query.timeout.ms",
                          "1000")));

      assertThat(errors).containsOnlyKeys("connection.url");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql", "postgresql"})
  void waitsNoLongerInAllForAServerThatNeverAnswers(String scheme) throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String url = "jdbc:" + scheme + "://127.0.0.1:" + silent.getLocalPort() + "/pinterest";
      Map<String, String> settings = database.settings(scheme, "connection.url", url);
      Config config = new Config(SourceConfig.CONFIG_DEF.validate(settings));

      Config checked =
          assertTimeoutPreemptively(
              Duration.ofSeconds(4),
              () -> new SettingsCheck(config, Duration.ofMillis(500)).run(settings));

      assertThat(errors(checked)).containsOnlyKeys("connection.url");
      assertThat(errors(checked).get("connection.url").get(0))
          .contains("the time to answer is over");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://joe:" + WRONG_PASSWORD + "@db:3306/x",
        "jdbc:mysql://joe:pa/ss?word" + WRONG_PASSWORD + "@db:3306/x",
        "jdbc:mysql://ada:c2VjcmV0==" + WRONG_PASSWORD + "==@db/pin",
        "jdbc:mysql://ada:a=b&c=" + WRONG_PASSWORD + "@db/pin",
        "jdbc:mariadb://db/x?user=joe&password=" + WRONG_PASSWORD,
        "jdbc:postgresql://db/x?password=" + WRONG_PASSWORD,
        "jdbc:mysql://address=(host=db)(password=" + WRONG_PASSWORD + ")/x",
        "jdbc:mysql://db/x?trustCertificateKeyStorePassword=" + WRONG_PASSWORD
      })
  void refusesCredentialsInTheUrlAndHidesThem(String url) {
    Config config = validate("mariadb", "connection.url", url);

    assertThat(errors(config)).containsOnlyKeys("connection.url");
    assertThat(errors(config).get("connection.url").get(0)).contains("take it out of the URL");
    assertThat(config.configValues().toString()).doesNotContain(WRONG_PASSWORD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "useResetConnection=true",
        "passwordCharacterEncoding=UTF-8",
        "allowPublicKeyRetrieval=true",
        "sessionVariables=@a=1",
        "disconnectOnExpiredPasswords=true",
        "zeroDateTimeBehavior=CONVERT_TO_NULL"
      })
  void leavesHarmlessParametersOfTheUrlAlone(String parameter) {
    for (String scheme : List.of("mariadb", "mysql", "postgresql")) {
      Config config =
          validate("mariadb", "connection.url", "jdbc:" + scheme + "://127.0.0.1:1/x?" + parameter);

      assertThat(errors(config).toString()).contains("check host and port");
      assertThat(value(config, "connection.url").value().toString()).endsWith(parameter);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"utf8", "UTF8", "utf-8", "UTF-8", "utf8mb4"})
  void takesAnyNameOfUtf8(String name) {
    String url = database.url("mysql") + "?characterSetResults=" + name;

    assertThat(errors(validate("mysql", "connection.url", url))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "edit.share, 0.6, delete.share, 0.6, edit.share, add up to 1.2",
    "sampling.order, python, late.share, 0.1, sampling.order, can't be looked up",
    "sampling.order, python, sampling.repeat, new, sampling.repeat, expected resend or auto",
    "driver.tinyInt1isBit, true, posts.max, 1, connection.url, take it out",
    "driver.TINYINT1ISBIT, true, posts.max, 1, connection.url, take it out"
  })
  void namesTheSettingsThatDoNotFitTogether(
      String one, String value, String other, String otherValue, String named, String message) {
    Map<String, List<String>> errors = errors(validate("mariadb", one, value, other, otherValue));

    assertThat(errors).containsOnlyKeys(named);
    assertThat(errors.get(named).get(0)).contains(message);
  }

  private static Config validate(String scheme, String... settings) {
    return new JdbcSampleSourceConnector().validate(database.settings(scheme, settings));
  }
}
