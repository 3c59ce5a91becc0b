// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinstream.stack.lake.JsonLinesLake;
import io.pinstream.stack.questions.QuestionFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The question files in Spark SQL, over an Iceberg table and over JSON objects, answer what they
 * answer in DuckDB; and the notebooks' SQL runs.
 */
class SparkQuestionsTest {
  private static final Path CONFIG = Path.of("../../config");
  private static final QuestionFiles QUESTIONS = new QuestionFiles(CONFIG.resolve("questions"));
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path directory;

  private static String objects;
  private static SparkSession spark;

  @BeforeAll
  static void start() throws Exception {
    var topic = directory.resolve("topics/u.post");
    PostVersions.write(topic, 11);
    objects = topic + "/*/*.json";
    spark = SparkQuestions.session(JSON.valueToTree(settings()));
    statements().forEach(spark::sql);
    spark.sql("create namespace lake");
    spark.sql("create table lake.post using iceberg as select * from post_versions");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    settings.put("spark.sql.catalog.test", "org.apache.iceberg.spark.SparkCatalog");
    settings.put("spark.sql.catalog.test.type", "hadoop");
    settings.put("spark.sql.catalog.test.warehouse", directory.resolve("warehouse").toString());
    settings.put("spark.sql.defaultCatalog", "test");
    // Of few rows; generating and compiling code for each of seventy queries takes most of a
    // minute.
    settings.put("spark.sql.codegen.wholeStage", "false");
    settings.put("spark.sql.codegen.factoryMode", "NO_CODEGEN");
    settings.put("spark.log.level", "WARN");
    return settings;
  }

  private static List<String> statements() {
    return JsonLinesLake.sparkViews(objects);
  }

  private static Stream<Optional<LocalDate>> dates() {
    return Stream.of(
        Optional.empty(),
        Optional.of(LocalDate.parse("2026-11-26")),
        Optional.of(LocalDate.parse("2026-11-25")));
  }

  @ParameterizedTest
  @MethodSource("dates")
  void tableAndObjectsAnswerWhatDuckDbAnswers(Optional<LocalDate> date) throws Exception {
    for (int question = 1; question <= QuestionFiles.COUNT; question++) {
      var expected = duckDb(QUESTIONS.statement(question, "main.post", date));
      for (var table : List.of("lake.post", "post_versions")) {
        assertThat(rows(spark.sql(QUESTIONS.statement(question, table, date)).collectAsList()))
            .as("question %d of %s", question, table)
            .isEqualTo(expected);
      }
      assertThat(expected.isEmpty())
          .as("rows of question %d", question)
          .isEqualTo(date.equals(Optional.of(LocalDate.parse("2026-11-25"))));
    }
  }

  @Test
  void theNotebooksSqlRuns() throws Exception {
    // What the notebook lake.py makes in Python.
    spark.sql("create or replace temporary view post as select * from lake.post");
    for (var name : List.of("posts", "1", "2", "3", "4", "5", "6", "7", "8")) {
      spark.sql(
          "create or replace temporary view %s as %s"
              .formatted(
                  name.equals("posts") ? name : "question_" + name,
                  Files.readString(CONFIG.resolve("questions/" + name + ".sql"))));
    }
    var cells = NotebookCells.sql(CONFIG.resolve("databricks/questions.sql"));
    assertThat(cells).hasSize(QuestionFiles.COUNT + 2);
    for (var cell : cells) {
      assertThat(spark.sql(cell).collectAsList()).as(cell).isNotEmpty();
    }
    for (int question = 1; question <= QuestionFiles.COUNT; question++) {
      assertThat(rows(spark.sql("select * from question_" + question).collectAsList()))
          .isEqualTo(duckDb(QUESTIONS.statement(question, "main.post", Optional.empty())));
    }
  }

  @Test
  void aRequestIsAnsweredByNumber() throws Exception {
    var request = JSON.createObjectNode();
    request.set("statements", JSON.valueToTree(List.of("create temporary view one as select 7 n")));
    request.putObject("questions").put("1", "select n, n / 2 as half from one");
    assertThat(SparkQuestions.answers(spark, request))
        .isEqualTo(JSON.readTree("{\"1\":[{\"n\":7,\"half\":3.5}]}"));
  }

  private static List<List<Object>> rows(List<Row> rows) {
    return rows.stream()
        .map(
            row -> {
              var values = new ArrayList<Object>();
              for (int i = 0; i < row.length(); i++) {
                values.add(plain(row.get(i)));
              }
              return (List<Object>) values;
            })
        .toList();
  }

  private static Object plain(Object value) {
    return value instanceof Number number ? (Object) number.doubleValue() : value;
  }

  private static List<List<Object>> duckDb(String question) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute("set TimeZone = 'UTC'");
      statement.execute(
          "create view post as select * replace (epoch_ms(kafka_timestamp)::timestamptz as kafka_timestamp) from read_json('"
              + objects
              + "', format='newline_delimited', columns={ind: 'bigint', follower_count: 'bigint', poster_name: 'varchar',"
              + " category: 'varchar', country: 'varchar', timestamp: 'timestamptz', user_name: 'varchar', age: 'integer',"
              + " date_joined: 'timestamptz', deleted: 'boolean', kafka_offset: 'bigint', kafka_timestamp: 'bigint'})");
      try (var result = statement.executeQuery(question)) {
        var rows = new ArrayList<List<Object>>();
        while (result.next()) {
          var values = new ArrayList<Object>();
          for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            values.add(plain(result.getObject(i)));
          }
          rows.add(values);
        }
        return rows;
      }
    }
  }
}
