// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

/** A REST API, a worker's or another process's, as a user with curl sees it. */
final class ConnectRest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;
  private final Optional<String> token;

  ConnectRest(String url) {
    this(url, Optional.empty());
  }

  private ConnectRest(String url, Optional<String> token) {
    this.url = url;
    this.token = token;
  }

  /** The same, asked by somebody who says this token. */
  ConnectRest as(String caller) {
    return new ConnectRest(url, Optional.of(caller));
  }

  /**
   * What was answered.
   *
   * @param status of HTTP
   * @param body JSON, or nothing
   */
  record Answer(int status, String body) {}

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  Answer get(String path) {
    return send("GET", path, "");
  }

  Answer send(String method, String path, String json) {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(url + path))
              .header("Content-Type", "application/json")
              .method(
                  method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
      token.ifPresent(said -> request.header("Authorization", "Bearer " + said));
      var response = http.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new IllegalStateException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(method + " " + path, e);
    }
  }
}
