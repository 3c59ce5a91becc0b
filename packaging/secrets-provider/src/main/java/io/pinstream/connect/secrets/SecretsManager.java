// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.secrets;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.config.ConfigException;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.protocols.jsoncore.JsonNodeParser;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/** AWS Secrets Manager's GetSecretValue. */
final class SecretsManager {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int ATTEMPTS = 5;
  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final int OK = 200;
  private static final int FIRST_SERVER_ERROR = 500;
  private static final Set<String> MAY_PASS =
      Set.of("ThrottlingException", "InternalServiceError", "InternalServiceErrorException");
  private static final Map<String, String> REMEDIES =
      Map.of(
          "ResourceNotFoundException",
          "make it, or correct its name: the name, not the ARN",
          "AccessDeniedException",
          "allow the connector's service execution role secretsmanager:GetSecretValue on it",
          "DecryptionFailure",
          "allow the connector's service execution role kms:Decrypt on the secret's key");

  private final String region;
  private final URI endpoint;
  private final AwsCredentialsProvider credentials;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

  SecretsManager(String region, URI endpoint, AwsCredentialsProvider credentials) {
    this.region = region;
    this.endpoint = endpoint;
    this.credentials = credentials;
  }

  /**
   * The values of a secret, by key.
   *
   * @throws ConfigException if the secret cannot be had or is no flat JSON object; never with a
   *     value in its message
   */
  Map<String, String> read(String name) {
    var answer = ask(name, 1);
    if (answer.statusCode() != OK) {
      var error = errorOf(answer);
      throw new ConfigException(
          "the secret %s cannot be read in %s: AWS Secrets Manager answers %s: %s"
              .formatted(
                  name,
                  region,
                  error,
                  REMEDIES.getOrDefault(error, "see the service's documentation")));
    }
    var text =
        parse(answer.body())
            .field("SecretString")
            .map(JsonNode::text)
            .orElseThrow(() -> notFlat(name));
    var secret = parseSecret(name, text);
    var values = new TreeMap<String, String>();
    for (var field : secret.asObject().entrySet()) {
      var value = field.getValue();
      if (value.isObject() || value.isArray() || value.isNull()) {
        throw notFlat(name);
      }
      values.put(field.getKey(), value.isString() ? value.asString() : value.text());
    }
    return values;
  }

  private static JsonNode parseSecret(String name, String text) {
    JsonNode secret;
    try {
      secret = parse(text);
    } catch (RuntimeException e) {
      // Without its cause: the parser quotes what it read.
      throw notFlat(name);
    }
    if (!secret.isObject()) {
      throw notFlat(name);
    }
    return secret;
  }

  private static ConfigException notFlat(String name) {
    return new ConfigException(
        "the secret %s is no flat JSON object of strings: store it as key/value pairs"
            .formatted(name));
  }

  private HttpResponse<String> ask(String name, int attempt) {
    try {
      var answer = http.send(signed(body(name)), BodyHandlers.ofString());
      if (attempt == ATTEMPTS || !mayPass(answer)) {
        return answer;
      }
    } catch (SdkClientException e) {
      throw new ConfigException(
          "the worker has no AWS credentials to read the secret %s with: %s"
              .formatted(name, e.getMessage()));
    } catch (IOException e) {
      if (attempt == ATTEMPTS) {
        throw new ConfigException(
            "the secret %s cannot be read: %s does not answer (%s). A worker in a private subnet needs a NAT gateway or a VPC endpoint for Secrets Manager."
                .formatted(name, endpoint, e));
      }
    } catch (InterruptedException e) {
      throw interrupted(name);
    }
    pause(name, attempt);
    return ask(name, attempt + 1);
  }

  private static void pause(String name, int attempt) {
    long longest = FIRST_PAUSE_MILLIS << attempt;
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(longest / 2, longest));
    } catch (InterruptedException e) {
      throw interrupted(name);
    }
  }

  private static ConfigException interrupted(String name) {
    Thread.currentThread().interrupt();
    return new ConfigException("interrupted while reading the secret " + name);
  }

  private static boolean mayPass(HttpResponse<String> answer) {
    return answer.statusCode() >= FIRST_SERVER_ERROR
        || (answer.statusCode() != OK && MAY_PASS.contains(errorOf(answer)));
  }

  private static String errorOf(HttpResponse<String> answer) {
    try {
      return parse(answer.body())
          .field("__type")
          .map(type -> type.text().replaceFirst(".*#", ""))
          .orElse("HTTP " + answer.statusCode());
    } catch (RuntimeException e) {
      return "HTTP " + answer.statusCode();
    }
  }

  private static JsonNode parse(String text) {
    return JsonNodeParser.create().parse(text);
  }

  private static byte[] body(String name) {
    var writer = JsonWriter.create();
    writer.writeStartObject();
    writer.writeFieldName("SecretId");
    writer.writeValue(name);
    writer.writeEndObject();
    return writer.getBytes();
  }

  private HttpRequest signed(byte[] body) {
    var request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint)
            .putHeader("Content-Type", "application/x-amz-json-1.1")
            .putHeader("X-Amz-Target", "secretsmanager.GetSecretValue")
            .build();
    var signed =
        signer
            .sign(
                sign ->
                    sign.identity(credentials.resolveCredentials())
                        .request(request)
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "secretsmanager")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region))
            .request();
    var builder =
        HttpRequest.newBuilder(signed.getUri())
            .timeout(TIMEOUT)
            .POST(BodyPublishers.ofByteArray(body));
    signed.headers().entrySet().stream()
        // The client writes it itself, with the same value.
        .filter(header -> !header.getKey().equalsIgnoreCase("Host"))
        .forEach(
            header -> header.getValue().forEach(value -> builder.header(header.getKey(), value)));
    return builder.build();
  }
}
