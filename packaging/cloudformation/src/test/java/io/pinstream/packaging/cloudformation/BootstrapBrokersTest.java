// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The function that the template asks for the bootstrap string, run by Python, with an MSK and a
 * CloudFormation that print what they are asked and told.
 */
class BootstrapBrokersTest {
  private static final Path SOURCE = Path.of("bootstrap_brokers.py").toAbsolutePath();

  @TempDir private Path directory;

  @BeforeEach
  void playAws() throws IOException, InterruptedException {
    Files.copy(SOURCE, directory.resolve("index.py"));
    Files.writeString(
        directory.resolve("cfnresponse.py"),
        """
        SUCCESS, FAILED = "SUCCESS", "FAILED"
        def send(event, context, status, data, physicalResourceId=None, noEcho=False, reason=None):
            print(status, data, physicalResourceId, reason)
        """);
    assumeTrue(
        run("print(1)").equals("1\n"),
        "the template's function is not tested: there is no python3 here");
  }

  @Test
  void givesTheStringForIam() throws Exception {
    assertThat(handle("{'BootstrapBrokerStringSaslIam': 'b-1:9098,b-2:9098'}", "Create"))
        .isEqualTo(
            "asked for arn:cluster\nSUCCESS {'BootstrapServers': 'b-1:9098,b-2:9098'} arn:cluster None\n");
  }

  @Test
  void aClusterWithoutIamIsNamedAsSuch() throws Exception {
    assertThat(handle("{'BootstrapBrokerStringTls': 'b-1:9094'}", "Update"))
        .contains("FAILED", "no listener for IAM");
  }

  @Test
  void whatAwsRefusesIsToldAndNotWaitedFor() throws Exception {
    assertThat(handle("1 / 0", "Create")).contains("FAILED", "division by zero");
  }

  @Test
  void nothingIsAskedWhenTheStackIsDeleted() throws Exception {
    assertThat(handle("{}", "Delete")).isEqualTo("SUCCESS {} arn:cluster None\n");
  }

  private String handle(String answer, String request) throws IOException, InterruptedException {
    Files.writeString(
        directory.resolve("boto3.py"),
        """
        class Kafka:
            def get_bootstrap_brokers(self, ClusterArn):
                print("asked for", ClusterArn)
                return %s
        def client(service):
            assert service == "kafka"
            return Kafka()
        """
            .formatted(answer));
    return run(
        "import index; index.handler({'RequestType': '%s', 'ResourceProperties': {'ClusterArn': 'arn:cluster'}}, None)"
            .formatted(request));
  }

  private String run(String code) throws IOException, InterruptedException {
    var builder = new ProcessBuilder("python3", "-B", "-c", code).directory(directory.toFile());
    Process process;
    try {
      process = builder.redirectErrorStream(true).start();
    } catch (IOException e) {
      return e.getMessage();
    }
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return output;
  }
}
