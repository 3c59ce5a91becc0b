// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.apache.spark.sql.SparkSession;

/**
 * Asks Spark SQL, in local mode: reads one JSON object from standard input, {@code settings} of the
 * session, {@code statements} to run first and {@code questions} by number, and writes one to
 * standard output, the questions' rows by number. Spark's log goes to standard error.
 */
public final class SparkQuestions {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SparkQuestions() {}

  /** Answers what standard input asks, and ends. */
  public static void main(String[] arguments) throws IOException {
    var request = JSON.readTree(System.in);
    try (var spark = session(request.get("settings"))) {
      System.out.println(answers(spark, request));
    }
  }

  static JsonNode answers(SparkSession spark, JsonNode request) throws IOException {
    request.get("statements").forEach(statement -> spark.sql(statement.asText()));
    var answers = JSON.createObjectNode();
    for (var question : request.get("questions").properties()) {
      var rows = answers.putArray(question.getKey());
      for (var row : spark.sql(question.getValue().asText()).toJSON().collectAsList()) {
        rows.add(JSON.readTree(row));
      }
    }
    return answers;
  }

  static SparkSession session(JsonNode settings) {
    var builder =
        SparkSession.builder()
            .appName("pinstream-questions")
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", "4");
    settings
        .properties()
        .forEach(setting -> builder.config(setting.getKey(), setting.getValue().asText()));
    return builder.getOrCreate();
  }
}
