// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.questions;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinstream.stack.StackException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The Streams app's answers as they are now, by its {@code /api/questions/N}. */
public final class LiveAnswers implements AnswerSource {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String app;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  /**
   * @param app the app's address: {@code http://127.0.0.1:40123}
   */
  public LiveAnswers(String app) {
    this.app = app;
  }

  @Override
  public String name() {
    return "the app";
  }

  @Override
  public Map<Integer, List<ObjectNode>> answers() {
    var answers = new TreeMap<Integer, List<ObjectNode>>();
    for (int question = 1; question <= QuestionFiles.COUNT; question++) {
      answers.put(question, answer(question));
    }
    return answers;
  }

  private List<ObjectNode> answer(int question) {
    var address = URI.create(app + "/api/questions/" + question);
    try {
      var response =
          client.send(
              HttpRequest.newBuilder(address).timeout(TIMEOUT).build(),
              HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new StackException(
            "%s answers %s: %s".formatted(address, response.statusCode(), response.body()));
      }
      return JSON.readValue(response.body(), new TypeReference<>() {});
    } catch (IOException e) {
      throw new StackException(
          "%s cannot be asked: %s. The app that is compared with has to be running: ./pinstream demo, or --once --keep."
              .formatted(address, e),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while asking " + address, e);
    }
  }
}
