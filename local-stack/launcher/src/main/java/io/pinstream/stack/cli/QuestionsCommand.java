// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.freva.asciitable.AsciiTable;
import io.pinstream.stack.DataDirectory;
import io.pinstream.stack.Installation;
import io.pinstream.stack.lake.LakeOfRun;
import io.pinstream.stack.questions.AnswerComparison;
import io.pinstream.stack.questions.AnswerSource;
import io.pinstream.stack.questions.LakeAnswers;
import io.pinstream.stack.questions.LiveAnswers;
import io.pinstream.stack.questions.QuestionFiles;
import io.pinstream.stack.questions.SparkAnswers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./pinstream questions}. */
@Command(
    name = "questions",
    mixinStandardHelpOptions = true,
    versionProvider = Pinstream.Version.class,
    description = {
      "Asks the eight questions in config/questions of the newest demo's lake, running or not.",
      "With --check, compares the answers with those of the running app."
    })
final class QuestionsCommand implements Callable<Integer> {
  enum Engine {
    duckdb,
    spark
  }

  @Option(
      names = "--engine",
      defaultValue = "duckdb",
      description =
          "Who runs the SQL: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}. Spark is built by ./mvnw package -Pspark.")
  private Engine engine;

  @Option(
      names = "--date",
      paramLabel = "D",
      description = "Answer as at the end of this day, UTC: 2026-11-27. Default: as it is now.")
  private LocalDate date;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(
      names = "--check",
      description = "Fail on the first row that differs from the running app's answers.")
  private boolean check;

  @Mixin private DataDirectoryOption dataDirectory;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (check && date != null) {
      throw new ParameterException(
          spec.commandLine(),
          "--check compares with what the app says now, so it can't go with --date");
    }
    if (date != null && date.getYear() > 9998) {
      throw new ParameterException(
          spec.commandLine(), "--date " + date + ": expected a day before the year 9999");
    }
    var run = DataDirectory.runFolder(dataDirectory.path());
    var installation = Installation.ofSystemProperty();
    var lake = LakeOfRun.read(installation, run);
    var questions = QuestionFiles.of(installation);
    var asOf = Optional.ofNullable(date);
    var source =
        new AskedOnce(
            switch (engine) {
              case duckdb -> new LakeAnswers(lake, questions, asOf);
              case spark ->
                  new SparkAnswers(installation, lake, asOf, run.resolve("logs/spark.log"));
            });
    var difference =
        check
            ? AnswerComparison.firstDifference(source, new LiveAnswers(LakeOfRun.app(run)))
            : Optional.<String>empty();
    if (json) {
      System.out.println(toJson(source.answers(), difference));
    } else {
      source.answers().forEach((number, rows) -> print(questions.title(number), number, rows));
      if (check && difference.isEmpty()) {
        System.out.println("Every row is the app's.");
      }
    }
    difference.ifPresent(
        text -> spec.commandLine().getErr().println("pinstream: the answers differ: " + text));
    return difference.isEmpty() ? 0 : 1;
  }

  /** Answers that are printed and compared are the same ones. */
  private static final class AskedOnce implements AnswerSource {
    private final AnswerSource asked;
    private Map<Integer, List<ObjectNode>> answers;

    AskedOnce(AnswerSource asked) {
      this.asked = asked;
    }

    @Override
    public String name() {
      return asked.name();
    }

    @Override
    public Map<Integer, List<ObjectNode>> answers() {
      if (answers == null) {
        answers = asked.answers();
      }
      return answers;
    }
  }

  private String toJson(Map<Integer, List<ObjectNode>> answers, Optional<String> difference) {
    var mapper = new ObjectMapper();
    var object = mapper.createObjectNode();
    object.put("engine", engine.name());
    if (date != null) {
      object.put("date", date.toString());
    }
    if (check) {
      object.put("lake_equals_live", difference.isEmpty());
    }
    object.set("answers", mapper.valueToTree(answers));
    return object.toString();
  }

  private static void print(String title, int number, List<ObjectNode> rows) {
    System.out.println(number + ". " + title);
    if (rows.isEmpty()) {
      System.out.println("no rows" + System.lineSeparator());
      return;
    }
    var header = new ArrayList<String>();
    rows.get(0).fieldNames().forEachRemaining(header::add);
    var cells =
        rows.stream()
            .map(row -> header.stream().map(name -> row.get(name).asText()).toArray(String[]::new))
            .toArray(String[][]::new);
    System.out.println(AsciiTable.getTable(header.toArray(String[]::new), cells));
    System.out.println();
  }
}
