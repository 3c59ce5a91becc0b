// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        .contains(
            "pin-source (topics: [demo.pin])",
            "join (stores: [posts])",
            "post-sink (topic: demo.post)")
        .contains(
            "pinstream-demo-posts-changelog (as many",
            "pinstream-demo-published-answers-changelog (as many")
        .contains("  cleanup.policy=compact", "  min.insync.replicas=2")
        // What Kafka Streams names itself changes with the topology.
        .doesNotContain("KSTREAM", "KTABLE");
  }

  private String config(String text) throws IOException {
    return Files.writeString(folder.resolve("app.properties"), text).toString();
  }

  private Result run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), PinstreamApp.class.getName()));
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
