// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.lake;

import io.pinstream.stack.StackException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** A DuckDB session in which the lake's relations are views, as they were when it was opened. */
public final class LakeSession implements AutoCloseable {
  private final Connection connection;
  private final Map<String, String> relations;

  private LakeSession(Connection connection, Map<String, String> relations) {
    this.connection = connection;
    this.relations = relations;
  }

  /** Opens a session on what the lake holds now. */
  public static LakeSession open(Lake lake) {
    return of(lake::relations);
  }

  /** Opens a session on relations, each given by a DuckDB {@code FROM} term. */
  public static LakeSession of(Supplier<Map<String, String>> terms) {
    // DuckDB unpacks its library for about as long as a lake's catalog takes to read.
    var opening = CompletableFuture.supplyAsync(LakeSession::connect);
    try {
      var relations = terms.get();
      var connection = opening.join();
      try (var statement = connection.createStatement()) {
        statement.execute("SET TimeZone = 'UTC'");
        for (var relation : relations.entrySet()) {
          statement.execute(
              "CREATE VIEW \"%s\" AS SELECT * FROM %s"
                  .formatted(relation.getKey(), relation.getValue()));
        }
      }
      return new LakeSession(connection, relations);
    } catch (SQLException e) {
      throw new StackException("the lake cannot be read: " + e.getMessage(), e);
    } catch (CompletionException e) {
      throw new StackException("DuckDB cannot be started: " + e.getCause(), e);
    }
  }

  private static Connection connect() {
    try {
      return DriverManager.getConnection("jdbc:duckdb:");
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }

  /** Rows of each relation; 0 for one that is not there yet. */
  public Map<String, Long> counts() {
    var counts = new LinkedHashMap<String, Long>();
    try (var statement = connection.createStatement()) {
      for (var relation : Lake.RELATIONS) {
        long count = 0;
        if (relations.containsKey(relation)) {
          try (ResultSet rows =
              statement.executeQuery("SELECT count(*) FROM \"" + relation + "\"")) {
            rows.next();
            count = rows.getLong(1);
          }
        }
        counts.put(relation, count);
      }
      return counts;
    } catch (SQLException e) {
      throw new StackException("the lake's rows cannot be counted: " + e.getMessage(), e);
    }
  }

  /** Whether the lake has rows of a relation. */
  public boolean has(String relation) {
    return relations.containsKey(relation);
  }

  /** The session's connection, for queries. */
  public Connection connection() {
    return connection;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new StackException("the lake's session cannot be closed: " + e.getMessage(), e);
    }
  }
}
