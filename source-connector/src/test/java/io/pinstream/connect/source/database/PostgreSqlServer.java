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
import java.util.HashMap;
import java.util.Map;

/** A real PostgreSQL on a free port, ended at the latest with the tests. */
public final class PostgreSqlServer {

  public static final String USER = "reader";
  public static final String PASSWORD = "s3cret-pass/word";

  private final EmbeddedPostgres process;

  private PostgreSqlServer(EmbeddedPostgres process) {
    this.process = process;
  }

  /** The server of all tests. */
  public static PostgreSqlServer shared() {
    return Shared.SERVER;
  }

  private static final class Shared {
    private static final PostgreSqlServer SERVER = start();

    private static PostgreSqlServer start() {
      try {
        Path access =
            Files.writeString(
                Files.createTempFile("pinstream-hba", ".conf"),
                """
                local all all trust
                host all postgres 127.0.0.1/32 trust
                host all all 127.0.0.1/32 scram-sha-256
                """);
        // The server may run as another user than the tests.
        access.toFile().setReadable(true, false);
        access.toFile().deleteOnExit();
        PostgreSqlServer server =
            new PostgreSqlServer(
                EmbeddedPostgres.builder().setServerConfig("hba_file", access.toString()).start());
        server.execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(USER, PASSWORD));
        return server;
      } catch (IOException | SQLException e) {
        throw new IllegalStateException(e);
      }
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
    return "jdbc:postgresql://127.0.0.1:" + process.getPort() + "/postgres";
  }

  /** Settings of an unthrottled connector in a schema, changed by pairs of name and value. */
  public Map<String, String> settings(String schema, String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("name", "emulator");
    settings.put("connection.url", url() + "?currentSchema=" + schema);
    settings.put("connection.user", USER);
    settings.put("connection.password", PASSWORD);
    settings.put("user.id", "u");
    settings.put("posts.per.second", "0");
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }
}
