// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a database answers to the eight questions, asked of the same posts. */
final class AnswersOracle {
  static final int QUESTIONS = 8;

  private AnswersOracle() {}

  /** The rows of each question's answer: texts, and numbers as doubles. */
  static Map<Integer, List<List<Object>>> ask(Collection<ObjectNode> posts, Path folder)
      throws IOException, SQLException {
    var lines = Files.createTempFile(folder, "posts", ".jsonl");
    Files.write(lines, posts.stream().map(ObjectNode::toString).toList());
    try (var database = DriverManager.getConnection("jdbc:duckdb:");
        var statement = database.createStatement()) {
      statement.execute(
          "create table post as select *, 0 as kafka_offset, false as deleted from read_json('"
              + lines
              + "', format='newline_delimited', columns={ind:'bigint', category:'varchar', country:'varchar',"
              + " poster_name:'varchar', follower_count:'bigint', timestamp:'timestamp', user_name:'varchar',"
              + " age:'bigint', date_joined:'timestamp'})");
      statement.execute("create view posts as " + sql("posts"));
      var answers = new HashMap<Integer, List<List<Object>>>();
      for (int question = 1; question <= QUESTIONS; question++) {
        answers.put(question, rows(database, question));
      }
      return answers;
    }
  }

  private static List<List<Object>> rows(Connection database, int question)
      throws IOException, SQLException {
    try (var statement = database.createStatement();
        var result = statement.executeQuery(sql(Integer.toString(question)))) {
      var rows = new ArrayList<List<Object>>();
      while (result.next()) {
        var row = new ArrayList<Object>();
        for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
          var value = result.getObject(column);
          row.add(value instanceof Number number ? (Object) number.doubleValue() : value);
        }
        rows.add(row);
      }
      return rows;
    }
  }

  private static String sql(String name) throws IOException {
    return Files.readString(Installation.ofSystemProperty().config("questions/" + name + ".sql"));
  }
}
