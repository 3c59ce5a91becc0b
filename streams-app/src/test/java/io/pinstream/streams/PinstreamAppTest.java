// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.http.HttpStatus;
import io.pinstream.streams.config.Binding;
import io.pinstream.streams.http.Readiness;
import io.pinstream.streams.http.ReadinessProbe;
import io.pinstream.streams.http.ReadinessRoutes;
import io.pinstream.streams.http.WebServer;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as users type it, in a process of its own. */
class PinstreamAppTest {
  @TempDir private Path folder;

  private record Result(int exitCode, String out, String err) {}

  @Test
  void answersAWrongSettingWithOneLine() throws Exception {
    Result result =
        run("--config", config("bootstrap.servers=127.0.0.1:1\nuser.id=demo\nhttp.prot=1\n"));
    assertThat(result.exitCode).isEqualTo(2);
    assertThat(result.err.strip())
        .startsWith("Error: Unknown configuration \"http.prot\"")
        .doesNotContain("\n");
    assertThat(result.out).isEmpty();
  }

  @Test
  void printsTheTopologyAndTheInternalTopics() throws Exception {
    String config =
        config("bootstrap.servers=127.0.0.1:1\nuser.id=demo\ntopic.min.insync.replicas=2\n");
    Result result = run("--config", config, "--topology", "--topics");
    assertThat(result.err).isEmpty();
    assertThat(result.exitCode).isZero();
    assertThat(result.out)
        .contains("pin-source (topics: [demo.pin])", "post-sink (topic: demo.post)")
        .containsPattern("join \\(stores: \\[.*\\bposts\\b")
        .contains(
            "pinstream-demo-posts-changelog (as many",
            "pinstream-demo-published-answers-changelog (as many")
        .doesNotContain("process-identity-changelog")
        .contains("  cleanup.policy=compact", "  min.insync.replicas=2")
        // What Kafka Streams names itself changes with the topology.
        .doesNotContain("KSTREAM", "KTABLE");
  }

  @Test
  void settingsOnTheCommandLineGoOverTheFilesAndDoWithoutOne() throws Exception {
    String file = config("bootstrap.servers=127.0.0.1:1\nuser.id=demo\n");
    assertThat(run("--config", file, "--set", "user.id=other", "--topics").out)
        .contains("pinstream-other-posts-changelog");
    Result result =
        run(
            "--set=bootstrap.servers=127.0.0.1:1,127.0.0.1:2",
            "--set=user.id=demo",
            "--set=topic.min.insync.replicas=2",
            "--set=sasl.jaas.config=org.example.LoginModule required user=\"a=b\";",
            "--topics");
    assertThat(result.err).isEmpty();
    assertThat(result.out).contains("pinstream-demo-posts-changelog", "  min.insync.replicas=2");
  }

  @Test
  void withoutAnySettingBothWaysToGiveThemAreNamed() throws Exception {
    Result result = run();
    assertThat(result.exitCode).isEqualTo(2);
    assertThat(result.err).contains("--config FILE", "--set NAME=VALUE");
  }

  @Test
  void aResetWithoutBrokersEndsSoonAndNamesTheirSetting() throws Exception {
    long start = System.nanoTime();
    Result result = run("--set=bootstrap.servers=127.0.0.1:1", "--set=user.id=demo", "reset");
    assertThat(result.exitCode).isEqualTo(1);
    assertThat(result.err).contains("bootstrap.servers").contains("127.0.0.1:1");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void theProbeSaysWhetherTheAppIsReady() throws Exception {
    Readiness readiness = new Readiness();
    readiness.notYet("restoring");
    String port;
    try (WebServer web =
        WebServer.start(
            new Binding("http.port", "127.0.0.1", 0, 16, Map.of()),
            HttpStatus.SERVICE_UNAVAILABLE,
            List.of(new ReadinessRoutes(readiness)))) {
      port = String.valueOf(URI.create(web.url()).getPort());
      Result waiting = main(ReadinessProbe.class, port);
      assertThat(waiting.exitCode).isEqualTo(1);
      assertThat(waiting.err).contains("/readyz: status 503");
      readiness.ready();
      assertThat(main(ReadinessProbe.class, port).exitCode).isZero();
    }
    assertThat(main(ReadinessProbe.class, port).exitCode).isEqualTo(1);
  }

  private String config(String text) throws IOException {
    return Files.writeString(folder.resolve("app.properties"), text).toString();
  }

  private Result run(String... arguments) throws IOException, InterruptedException {
    return main(PinstreamApp.class, arguments);
  }

  private Result main(Class<?> main, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    File out = folder.resolve("out").toFile();
    File err = folder.resolve("err").toFile();
    Process process = new ProcessBuilder(command).redirectOutput(out).redirectError(err).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends by itself").isTrue();
    return new Result(
        process.exitValue(),
        Files.readString(out.toPath(), UTF_8),
        Files.readString(err.toPath(), UTF_8));
  }
}
