// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinstream.connect.source.database.MariaDbDatabase;
import io.pinstream.connect.source.database.MariaDbServer;
import io.pinstream.connect.source.database.PostgreSqlServer;
import io.pinstream.connect.source.database.ServerCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How the connector gets into databases that demand TLS, and into those that demand no password.
 */
class LogInTest {

  private static final String ROWS =
      "CREATE TABLE t (ind INT PRIMARY KEY); INSERT INTO t VALUES (1), (2)";

  private static ServerCertificate certificate;
  private static ServerCertificate another;
  private static MariaDbServer mariaDb;
  private static MariaDbDatabase database;
  private static PostgreSqlServer postgreSql;

  @BeforeAll
  static void startServers(@TempDir Path folder) throws Exception {
    certificate = ServerCertificate.make(Files.createDirectory(folder.resolve("certificate")));
    another = ServerCertificate.make(Files.createDirectory(folder.resolve("another")));
    mariaDb = MariaDbServer.start(Files.createDirectory(folder.resolve("mariadb")), certificate);
    database = mariaDb.createDatabase("secured");
    database.execute(
        ROWS + "; CREATE USER guest@localhost; GRANT SELECT ON secured.* TO guest@localhost");
    postgreSql =
        PostgreSqlServer.start(Files.createDirectory(folder.resolve("postgresql")), certificate);
    postgreSql.createSchema("secured");
    postgreSql.execute(
        "SET search_path TO secured;"
            + ROWS
            + "; CREATE ROLE guest LOGIN; GRANT USAGE ON SCHEMA secured TO guest; GRANT SELECT ON"
            + " secured.t TO guest");
  }

  @AfterAll
  static void stopServers() throws Exception {
    mariaDb.close();
    postgreSql.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql", "postgresql"})
  void readsWithTlsWhereTheCertificateIsOfATrustedAuthority(String scheme) throws Exception {
    Map<String, String> settings = settings(scheme);
    settings.put("connection.ca.file", certificate.file().toString());

    assertThat(errors(settings)).isEmpty();
    assertThat(TwoRows.run(settings, "t")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql", "postgresql"})
  void trustsNobodyElseAndDoesNotTryAgain(String scheme) {
    Map<String, String> settings = settings(scheme);
    settings.put("connection.ca.file", another.file().toString());

    assertThatThrownBy(() -> TwoRows.run(settings, "t"))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("failed for good (NOT_TRUSTED)");
    assertThat(errors(settings)).containsOnlyKeys("connection.ca.file");
    assertThat(errors(settings).get("connection.ca.file").get(0))
        .contains("the server's certificate is not one of these authorities'");
  }

  @ParameterizedTest
  @CsvSource({
    "mariadb, sslMode=trust",
    "mysql, sslMode=REQUIRED",
    "postgresql, sslmode=require",
    "mariadb, useSsl=true&trustServerCertificate=true",
    "postgresql, sslfactory=org.postgresql.ssl.NonValidatingFactory"
  })
  void noParameterTakesTheAuthoritiesTheirSay(String scheme, String parameter) {
    Map<String, String> settings = settings(scheme);
    settings.merge(
        "connection.url", parameter, (url, p) -> url + (url.contains("?") ? "&" : "?") + p);
    settings.put("connection.ca.file", another.file().toString());

    assertContradictory(settings);
  }

  @ParameterizedTest
  @CsvSource({"mariadb, sslMode", "mariadb, SSLMODE", "mysql, sslmode", "postgresql, sslmode"})
  void noPropertyOfTheDriverDoesEither(String scheme, String property) {
    Map<String, String> settings = settings(scheme);
    settings.put("driver." + property, "DISABLED");
    settings.put("connection.ca.file", another.file().toString());

    assertContradictory(settings);
  }

  private static void assertContradictory(Map<String, String> settings) {
    assertThat(errors(settings)).containsOnlyKeys("connection.ca.file");
    assertThat(errors(settings).get("connection.ca.file").get(0)).contains("can't go with");
    assertThatThrownBy(() -> TwoRows.run(settings, "t"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("can't go with");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql", "postgresql"})
  void failsAtOnceWhereTheCertificateIsAnotherHosts(String scheme) {
    Map<String, String> settings = settings(scheme);
    settings.computeIfPresent("connection.url", (n, url) -> url.replace("127.0.0.1", "localhost"));
    settings.put("connection.ca.file", certificate.file().toString());

    assertNotTrusted(settings);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql", "postgresql"})
  void failsAtOnceWhereTheServerHasNoTls(String scheme) throws Exception {
    Map<String, String> settings =
        scheme.equals("postgresql")
            ? PostgreSqlServer.shared().settings("public")
            : MariaDbServer.shared().createDatabase("open_" + scheme).settings(scheme);
    settings.put("connection.ca.file", certificate.file().toString());

    assertNotTrusted(settings);
  }

  private static void assertNotTrusted(Map<String, String> settings) {
    settings.put("connection.attempts", "2");
    settings.put("connection.backoff.ms", "1");
    assertThatThrownBy(() -> TwoRows.run(settings, "t"))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("failed for good (NOT_TRUSTED)");
    assertThat(errors(settings)).containsOnlyKeys("connection.ca.file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql", "postgresql"})
  void saysThatTheServerDemandsTls(String scheme) {
    Map<String, String> settings = settings(scheme);
    settings.put(
        scheme.equals("postgresql") ? "driver.sslmode" : "driver.sslMode",
        scheme.equals("mysql") ? "DISABLED" : "disable");

    assertThatThrownBy(() -> TwoRows.run(settings, "t"))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("failed for good (LOGIN_REFUSED)")
        .hasMessageMatching("(?s).*(insecure transport|no encryption).*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql", "postgresql"})
  void asksForNoPasswordWhereTheLogInNeedsNone(String scheme) throws Exception {
    Map<String, String> settings = settings(scheme);
    settings.put("connection.ca.file", certificate.file().toString());
    settings.put("connection.user", "guest");
    settings.remove("connection.password");

    assertThat(errors(settings)).isEmpty();
    assertThat(TwoRows.run(settings, "t")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-such-file.pem", "/"})
  void namesAFileThatHoldsNoAuthorities(String file) {
    Map<String, String> settings = settings("mariadb");
    settings.put("connection.ca.file", file);

    assertThat(errors(settings)).containsOnlyKeys("connection.ca.file");
    assertThat(errors(settings).toString())
        .contains("expected a file of certificates in the PEM form");
  }

  private static Map<String, String> settings(String scheme) {
    Map<String, String> settings =
        scheme.equals("postgresql") ? postgreSql.settings("secured") : database.settings(scheme);
    settings.put("tables", "t");
    settings.put("index.columns", "ind");
    settings.put("topics", "t");
    return settings;
  }

  private static Map<String, List<String>> errors(Map<String, String> settings) {
    return ValidationResult.errors(new JdbcSampleSourceConnector().validate(settings));
  }
}
