// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** A real PostgreSQL on a free port, ended at the latest with the tests. */
public final class PostgreSqlServer implements AutoCloseable {

  public static final String USER = "reader";
  public static final String PASSWORD = "s3cret-pass/word";

  private final EmbeddedPostgres postgres;
  private final ServerProcess process;

  private PostgreSqlServer(EmbeddedPostgres postgres, ServerProcess process) {
    this.postgres = postgres;
    this.process = process;
  }

  /** The server of all tests that leave it as it is. */
  public static PostgreSqlServer shared() {
    return Shared.SERVER;
  }

  private static final class Shared {
    private static final PostgreSqlServer SERVER = start();

    private static PostgreSqlServer start() {
      try {
        Path folder = Files.createTempDirectory("pinstream-postgresql");
        folder.toFile().deleteOnExit();
        return PostgreSqlServer.start(folder);
      } catch (IOException | SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Starts a server whose files lie in the folder. */
  public static PostgreSqlServer start(Path folder) throws IOException, SQLException {
    return start(folder, null);
  }

  /**
   * Starts a server whose files lie in the folder.
   *
   * @param certificate of a server that lets the reader in with TLS only; or null
   */
  public static PostgreSqlServer start(Path folder, ServerCertificate certificate)
      throws IOException, SQLException {
    Path access =
        Files.writeString(
            folder.resolve("pg_hba.conf"),
            """
            local all all trust
            host all postgres,guest 127.0.0.1/32 trust
            %s all all 127.0.0.1/32 scram-sha-256
            """
                .formatted(certificate == null ? "host" : "hostssl"));
    access.toFile().deleteOnExit();
    // The server may run as another user than the tests.
    folder.toFile().setReadable(true, false);
    folder.toFile().setExecutable(true, false);
    access.toFile().setReadable(true, false);
    Path data = folder.resolve("data");
    EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
    if (certificate != null) {
      builder
          .setServerConfig("ssl", "on")
          .setServerConfig("ssl_cert_file", certificate.file().toString())
          .setServerConfig("ssl_key_file", certificate.key().toString());
    }
    EmbeddedPostgres postgres =
        builder
            .setDataDirectory(data)
            .setServerConfig("hba_file", access.toString())
            // What was committed must outlast a kill.
            .setServerConfig("synchronous_commit", "on")
            .start();
    // PostgreSQL refuses to run as root, so the embedded one is started in a name space of its own.
    boolean root = System.getProperty("user.name").equals("root");
    String[] prefix = root ? new String[] {"unshare", "-U"} : new String[0];
    PostgreSqlServer server =
        new PostgreSqlServer(
            postgres,
            new ServerProcess(
                data.resolve("postmaster.pid"), folder.resolve("restarted.log"), prefix));
    server.execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(USER, PASSWORD));
    return server;
  }

  ServerProcess process() {
    return process;
  }

  @Override
  public void close() throws IOException {
    if (!process.stopRestarted()) {
      postgres.close();
    }
  }

  /** Runs statements, separated by semicolons, as the administrator. */
  public void execute(String statements) throws SQLException {
    try (Connection admin = DriverManager.getConnection(url(), "postgres", "any");
        Statement statement = admin.createStatement()) {
      statement.execute(statements);
    }
  }

  /** Makes a schema whose tables {@link #USER} finds and may read. */
  public void createSchema(String name) throws SQLException {
    execute(
        "CREATE SCHEMA %1$s; GRANT USAGE ON SCHEMA %1$s TO %2$s; ALTER DEFAULT PRIVILEGES IN SCHEMA %1$s GRANT SELECT ON TABLES TO %2$s"
            .formatted(name, USER));
  }

  /** A URL without credentials. */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
  }

  /** Settings of an unthrottled connector in a schema, changed by pairs of name and value. */
  public Map<String, String> settings(String schema, String... more) {
    return UnthrottledSettings.of(url() + "?currentSchema=" + schema, more);
  }
}
