// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgreSqlLoadIT implements LoadContract {
  private static EmbeddedPostgres server;
  private static int databases;

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @Override
  public String freshDatabase() throws SQLException {
    String address = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/";
    String name = "pinstream_" + ++databases;
    try (Connection connection = DriverManager.getConnection(address + "postgres", user(), "");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return address + name;
  }

  @Override
  public String user() {
    return "postgres";
  }

  @Override
  public String quoted(String identifier) {
    return '"' + identifier + '"';
  }

  @Override
  public String castToText(String column) {
    return column + "::text";
  }
}
