// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The provider against an endpoint that answers in the service's own shapes. */
class SecretsManagerConfigProviderTest {
  private record Answer(int status, String body) {}

  private record Request(String target, String authorization, String body) {}

  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<Request> requests = new ArrayList<>();
  private final SecretsManagerConfigProvider provider = new SecretsManagerConfigProvider();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    // Found by the SDK's own chain, before the environment of whoever runs this.
    System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
    System.setProperty("aws.secretAccessKey", "example");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    provider.configure(
        Map.of(
            "region",
            "eu-west-1",
            "endpoint",
            "http://127.0.0.1:%d/".formatted(server.getAddress().getPort())));
  }

  @AfterEach
  void stop() throws IOException {
    provider.close();
    server.stop(0);
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  private void answer(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    requests.add(
        new Request(
            headers.getFirst("X-Amz-Target"),
            headers.getFirst("Authorization"),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    var next = answers.size() > 1 ? answers.poll() : answers.peek();
    var bytes = next.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(next.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void theKeysThatAreAskedForAreGivenAndTheRequestIsSigned() {
    answers.add(
        secret("{\\\"user\\\":\\\"reader\\\",\\\"password\\\":\\\"s3cret\\\",\\\"port\\\":3306}"));
    assertThat(provider.get("pinstream/database", Set.of("password", "port")).data())
        .isEqualTo(Map.of("password", "s3cret", "port", "3306"));
    assertThat(requests).hasSize(1);
    assertThat(requests.get(0).target()).isEqualTo("secretsmanager.GetSecretValue");
    assertThat(requests.get(0).body()).isEqualTo("{\"SecretId\":\"pinstream/database\"}");
    assertThat(requests.get(0).authorization())
        .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
        .contains("/eu-west-1/secretsmanager/aws4_request", "x-amz-target", "Signature=");
  }

  @Test
  void aSecretThatIsNotThereIsNamedWithTheRemedy() {
    answers.add(error(400, "ResourceNotFoundException"));
    assertRefused("the secret pinstream/database", "ResourceNotFoundException", "not the ARN");
    assertThat(requests).as("an answer that stays the same is not asked for again").hasSize(1);
  }

  @Test
  void aRightThatIsMissingIsNamed() {
    answers.add(error(400, "com.amazonaws.secretsmanager#AccessDeniedException"));
    assertRefused("AccessDeniedException", "secretsmanager:GetSecretValue");
  }

  @Test
  void throttlingAndServerErrorsAreWaitedOut() {
    answers.add(error(400, "ThrottlingException"));
    answers.add(new Answer(503, "<html>busy</html>"));
    answers.add(secret("{\\\"password\\\":\\\"s3cret\\\"}"));
    assertThat(provider.get("pinstream/database").data()).containsEntry("password", "s3cret");
    assertThat(requests).hasSize(3);
  }

  @Test
  void aServiceThatDoesNotAnswerIsTold() {
    server.stop(0);
    assertRefused("does not answer", "VPC endpoint");
  }

  @Test
  void aMissingKeyIsNamedWithThoseThatAreThereButNoValue() {
    answers.add(secret("{\\\"passwort\\\":\\\"s3cret\\\"}"));
    assertThatThrownBy(() -> provider.get("pinstream/database", Set.of("password")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("has no key password", "passwort")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void aSecretThatIsNoFlatObjectIsToldWithoutItsContent() {
    for (var text :
        List.of("s3cret", "[\\\"s3cret\\\"]", "{\\\"a\\\":{\\\"b\\\":\\\"s3cret\\\"}}")) {
      answers.clear();
      answers.add(secret(text));
      assertThatThrownBy(() -> provider.get("pinstream/database"))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("no flat JSON object")
          .hasMessageNotContaining("s3cret")
          .hasNoCause();
    }
  }

  @Test
  void connectFindsTheProvider() {
    assertThat(ServiceLoader.load(ConfigProvider.class))
        .anyMatch(SecretsManagerConfigProvider.class::isInstance);
  }

  private void assertRefused(String... words) {
    assertThatThrownBy(() -> provider.get("pinstream/database", Set.of("password")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(words);
  }

  private static Answer secret(String text) {
    return new Answer(200, "{\"Name\":\"pinstream/database\",\"SecretString\":\"" + text + "\"}");
  }

  private static Answer error(int status, String type) {
    return new Answer(status, "{\"__type\":\"" + type + "\",\"Message\":\"refused\"}");
  }
}
