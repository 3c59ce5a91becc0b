// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.questions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinstream.stack.Installation;
import io.pinstream.stack.StackException;
import io.pinstream.stack.lake.Lake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The lake's answers, by Spark SQL in a process of its own, which reads one JSON object (settings,
 * statements, questions) from its standard input and writes the answers as one to its output.
 */
public final class SparkAnswers implements AnswerSource {
  private static final String MODULE = "spark";
  private static final ObjectMapper JSON = new ObjectMapper();

  // What Spark opens for itself where it is started by its own script.
  private static final List<String> OPENS =
      List.of(
          "java.base/java.lang",
          "java.base/java.lang.invoke",
          "java.base/java.net",
          "java.base/java.nio",
          "java.base/java.util",
          "java.base/java.util.concurrent",
          "java.base/sun.nio.ch",
          "java.base/sun.security.action");

  private final Installation installation;
  private final Lake lake;
  private final Optional<LocalDate> date;
  private final Path log;

  /**
   * @param date answers as they were at the end of this day (UTC); empty: as they are
   * @param log the file that gets Spark's log
   */
  public SparkAnswers(Installation installation, Lake lake, Optional<LocalDate> date, Path log) {
    this.installation = installation;
    this.lake = lake;
    this.date = date;
    this.log = log;
  }

  @Override
  public String name() {
    return "Spark";
  }

  @Override
  public Map<Integer, List<ObjectNode>> answers() {
    try {
      Files.createDirectories(log.getParent());
      var process =
          new ProcessBuilder(command())
              .redirectError(ProcessBuilder.Redirect.to(log.toFile()))
              .start();
      try (var input = process.getOutputStream()) {
        JSON.writeValue(input, request());
      }
      var response = process.getInputStream().readAllBytes();
      if (process.waitFor() != 0) {
        throw new StackException("Spark could not answer; why is in " + log);
      }
      return rows(JSON.readTree(response));
    } catch (IOException e) {
      throw new StackException("Spark could not be asked: %s. More in %s".formatted(e, log), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while asking Spark", e);
    }
  }

  private ObjectNode request() {
    var access = lake.spark();
    var files = QuestionFiles.of(installation);
    var request = JSON.createObjectNode();
    request.set("settings", JSON.valueToTree(access.settings()));
    request.set("statements", JSON.valueToTree(access.statements()));
    var questions = request.putObject("questions");
    for (int question = 1; question <= QuestionFiles.COUNT; question++) {
      questions.put(Integer.toString(question), files.statement(question, access.posts(), date));
    }
    return request;
  }

  private static Map<Integer, List<ObjectNode>> rows(JsonNode response) {
    var answers = new TreeMap<Integer, List<ObjectNode>>();
    for (int question = 1; question <= QuestionFiles.COUNT; question++) {
      var rows = new ArrayList<ObjectNode>();
      response.get(Integer.toString(question)).forEach(row -> rows.add((ObjectNode) row));
      answers.put(question, rows);
    }
    return answers;
  }

  private List<String> command() {
    var target = installation.home().resolve("local-stack").resolve(MODULE).resolve("target");
    if (!Files.exists(target.resolve("classpath"))) {
      throw new StackException(
          "Spark is not built: ./mvnw package -Pspark -DskipTests fetches it (about 300 MB) and builds what asks it.");
    }
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx1g");
    OPENS.forEach(opened -> command.add("--add-opens=" + opened + "=ALL-UNNAMED"));
    command.add("-cp");
    command.add(target.resolve("classes") + ":" + read(target.resolve("classpath")));
    command.add("io.pinstream.stack.spark.SparkQuestions");
    return command;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new StackException("%s cannot be read: %s".formatted(file, e), e);
    }
  }
}
