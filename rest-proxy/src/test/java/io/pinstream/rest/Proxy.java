// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinstream.rest.config.ProxyConfig;
import io.pinstream.rest.config.SettingsFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A proxy in this process, with the settings that the stack's has, and a client of it. */
public final class Proxy implements AutoCloseable {
  public static final String KAFKA_JSON = "application/vnd.kafka.json.v2+json";
  static final Path SETTINGS = Path.of("../config/local/rest.properties");

  private final HttpClient http;
  private final ProxyRunner runner;

  public Proxy(String servers, String userId, Map<String, String> more) throws Exception {
    this(servers, userId, more, HttpClient.newHttpClient());
  }

  Proxy(String servers, String userId, Map<String, String> more, HttpClient http) throws Exception {
    this.http = http;
    Map<String, String> settings = new TreeMap<>(SettingsFile.read(SETTINGS));
    settings.put("bootstrap.servers", servers);
    settings.put("user.id", userId);
    settings.put("http.port", "0");
    settings.putAll(more);
    runner = ProxyRunner.start(ProxyConfig.of(settings));
  }

  public String url() {
    return runner.url();
  }

  /**
   * An answer.
   *
   * @param json null if it is none
   */
  public record Answer(int status, String type, JsonNode json, HttpResponse<String> response) {
    public String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }
  }

  public Answer post(String path, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(url() + path))
            .header("Content-Type", KAFKA_JSON)
            .POST(BodyPublishers.ofString(body)));
  }

  public Answer put(String path, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(url() + path))
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body)));
  }

  public Answer get(String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(url() + path)).GET());
  }

  /** Asks with a method's name and nothing else. */
  public Answer ask(String method, String path) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(url() + path))
            .method(method.toUpperCase(Locale.ROOT), BodyPublishers.noBody()));
  }

  public Answer send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    JsonNode json = json(response.body());
    ApiDocument.check(
        response.request().method(), response.uri().getPath(), response.statusCode(), json);
    return new Answer(
        response.statusCode(),
        response.headers().firstValue("Content-Type").orElse(null),
        json,
        response);
  }

  private static JsonNode json(String body) {
    try {
      return new ObjectMapper().readTree(body);
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public void close() {
    runner.close();
  }
}
