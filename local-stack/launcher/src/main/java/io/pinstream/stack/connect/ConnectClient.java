// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinstream.stack.StackException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A worker's REST API, as far as a stack needs it. */
public final class ConnectClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(90);
  private static final int NOT_FOUND = 404;
  private static final int FIRST_ERROR = 400;

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;

  /**
   * @param url the worker's base URL
   */
  public ConnectClient(String url) {
    this.url = url;
  }

  /** One setting that a connector's validation refused. */
  public record SettingError(String setting, String message) {}

  /** Every error that the connector's own validation finds, on the setting it belongs to. */
  public List<SettingError> validate(Map<String, String> config) {
    var type = config.get("connector.class");
    var answer = send("PUT", "/connector-plugins/" + type + "/config/validate", config);
    var errors = new ArrayList<SettingError>();
    for (var setting : answer.path("configs")) {
      var value = setting.path("value");
      for (var error : value.path("errors")) {
        errors.add(new SettingError(value.path("name").asText(), error.asText()));
      }
    }
    return errors;
  }

  /**
   * Creates a connector or replaces its settings.
   *
   * @throws StackException that lists every refused setting
   */
  public void deploy(Map<String, String> config) {
    var errors = validate(config);
    if (!errors.isEmpty()) {
      var lines = new StringBuilder();
      errors.forEach(
          error -> lines.append("%n  %s: %s".formatted(error.setting(), error.message())));
      throw new StackException(
          "the connector %s has settings that Connect refuses:%s"
              .formatted(config.get("name"), lines));
    }
    send("PUT", "/connectors/" + config.get("name") + "/config", config);
  }

  /** State of a connector and its tasks, or an empty status while it is not known yet. */
  public ConnectorStatus status(String connector) {
    var answer = send("GET", "/connectors/" + connector + "/status", null);
    var tasks = new ArrayList<ConnectorStatus.Task>();
    for (var task : answer.path("tasks")) {
      tasks.add(
          new ConnectorStatus.Task(
              task.path("id").asInt(), task.path("state").asText(), task.path("trace").asText("")));
    }
    var state = answer.path("connector");
    return new ConnectorStatus(
        connector, state.path("state").asText(""), state.path("trace").asText(""), tasks);
  }

  /** Starts a task again, such as one that has failed. */
  public void restart(String connector, int task) {
    send("POST", "/connectors/%s/tasks/%s/restart".formatted(connector, task), null);
  }

  /** The version that the worker shows of a connector's class; empty if it has none. */
  public String pluginVersion(String type) {
    for (var plugin : send("GET", "/connector-plugins", null)) {
      if (plugin.path("class").asText().equals(type)) {
        return plugin.path("version").asText();
      }
    }
    return "";
  }

  /** Removes a connector and its tasks. */
  public void delete(String connector) {
    send("DELETE", "/connectors/" + connector, null);
  }

  private JsonNode send(String method, String path, Map<String, String> body) {
    try {
      var publisher =
          body == null
              ? BodyPublishers.noBody()
              : BodyPublishers.ofString(JSON.writeValueAsString(body));
      var request =
          HttpRequest.newBuilder(URI.create(url + path))
              .timeout(TIMEOUT)
              .header("Content-Type", "application/json")
              .method(method, publisher)
              .build();
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() >= FIRST_ERROR && response.statusCode() != NOT_FOUND) {
        throw new StackException(
            "Connect answered %s %s with %s: %s"
                .formatted(method, path, response.statusCode(), message(response.body())));
      }
      return response.statusCode() == NOT_FOUND || response.body().isEmpty()
          ? JSON.createObjectNode()
          : JSON.readTree(response.body());
    } catch (IOException e) {
      throw new StackException("Connect did not answer %s %s: %s".formatted(method, path, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while asking Connect", e);
    }
  }

  private static String message(String body) {
    try {
      return JSON.readTree(body).path("message").asText(body);
    } catch (JsonProcessingException e) {
      return body;
    }
  }
}
