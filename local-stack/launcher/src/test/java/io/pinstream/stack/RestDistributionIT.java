// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pinstream.stack.process.ChildProcesses;
import io.pinstream.stack.process.FreePorts;
import io.pinstream.stack.service.KraftBroker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The REST proxy as users get it: unpacked somewhere, started by its script with the properties for
 * MSK, against a real broker that wants no log-in.
 */
class RestDistributionIT {
  private static final String TOKEN = "0123456789abcdef";
  private static final String ROW =
      "{\"ind\":7528,\"timestamp\":\"2020-08-28 03:52:47\",\"latitude\":-89.9787,"
          + "\"longitude\":-173.293,\"country\":\"Albania\"}";

  @TempDir private Path folder;
  private Installation installation;
  private UnpackedDistribution proxy;

  @BeforeEach
  void unpack() throws IOException {
    installation = Installation.ofSystemProperty();
    proxy = UnpackedDistribution.of(installation.restDistribution(), folder);
  }

  @Test
  void holdsWhatIsNeededAndNothingOfTheTests() throws IOException {
    assertThat(proxy.names(".")).containsExactlyInAnyOrder("bin", "lib", "config", "doc");
    assertThat(proxy.home().resolve("doc/LICENSE")).exists();
    assertThat(proxy.names("lib"))
        .anyMatch(name -> name.startsWith("pinstream-transforms-"))
        .anyMatch(name -> name.startsWith("aws-msk-iam-auth-"))
        .noneMatch(name -> name.matches("(junit|assertj|kafka_2|kafka-streams|kafka-test).*"));
  }

  @Test
  void aPostComesThrough() throws Exception {
    var children =
        new ChildProcesses(
            crashed -> {
              throw new StackException(crashed.lastWords());
            });
    try (var data = DataDirectory.claim(folder.resolve("data"))) {
      var broker = KraftBroker.start(installation, data, children).bootstrapServers();
      try (var admin = Admin.create(Map.of("bootstrap.servers", broker))) {
        admin
            .createTopics(List.of(new NewTopic("me.geo", Optional.of(1), Optional.empty())))
            .all()
            .get();
      }
      var port = FreePorts.find(1).get(0);
      var arguments = arguments(broker, port);
      var closed = proxy.run(script(), Map.of(), arguments.toArray(String[]::new));
      assertThat(closed.exitCode()).isEqualTo(2);
      assertThat(closed.err()).contains("http.host is 0.0.0.0 and http.token is not set");

      for (var setting :
          List.of(
              "config.providers=env",
              "config.providers.env.class=" + EnvVarConfigProvider.class.getName(),
              "http.token=${env:PINSTREAM_REST_TOKEN}")) {
        arguments.addAll(List.of("--set", setting));
      }
      var process =
          proxy.start(
              script(), Map.of("JAVA_OPTS", "-Xmx128m", "PINSTREAM_REST_TOKEN", TOKEN), arguments);
      try {
        await()
            .atMost(TestStack.PATIENCE)
            .until(() -> !process.isAlive() || proxy.printed("out").contains("web "));
        assertThat(post(port)).isEqualTo(200);
        var overheard = new Overheard();
        overheard.process(process.toHandle());
        assertThat(overheard.toString()).as("what was searched").contains("kafka.producer");
        assertThat(overheard.linesWith(List.of(TOKEN))).isEmpty();
      } finally {
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(proxy.printed("out")).doesNotContain("ERROR", TOKEN);
      assertThat(TopicReader.read(broker, "me.geo"))
          .singleElement()
          .satisfies(
              record -> {
                assertThat(record.key()).isEqualTo("7528");
                assertThat(record.value())
                    .isEqualTo(
                        "{\"ind\":7528,\"country\":\"Albania\",\"coordinates\":[-89.9787,-173.293],"
                            + "\"timestamp\":\"2020-08-28T03:52:47Z\"}");
              });
    } finally {
      children.close();
    }
  }

  /** By a link to it, from another folder. */
  private Path script() throws IOException {
    var link = folder.resolve("rest");
    return Files.exists(link)
        ? link
        : Files.createSymbolicLink(link, proxy.script("pinstream-rest"));
  }

  private List<String> arguments(String broker, int port) {
    var arguments =
        new ArrayList<>(
            List.of("--config", proxy.home().resolve("config/msk/rest.properties").toString()));
    for (var setting :
        List.of(
            "bootstrap.servers=" + broker,
            "user.id=me",
            "http.port=" + port,
            "security.protocol=PLAINTEXT")) {
      arguments.addAll(List.of("--set", setting));
    }
    return arguments;
  }

  private static int post(int port) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:%d/test/topics/me.geo".formatted(port)))
                .header("Content-Type", "application/vnd.kafka.json.v2+json")
                .header("Authorization", "Bearer " + TOKEN)
                .POST(BodyPublishers.ofString("{\"records\":[{\"value\":%s}]}".formatted(ROW)))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }
}
