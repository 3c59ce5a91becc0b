// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** Deployments against an endpoint that plays AWS. */
class MskTest {
  private static final String MADE = "1 Source CREATE_COMPLETE";

  @TempDir private Path directory;
  private final StringWriter printed = new StringWriter();
  private AwsStub aws;
  private AwsClients clients;

  @BeforeEach
  void start() throws IOException {
    aws = new AwsStub();
    clients =
        new AwsClients(
            Region.EU_WEST_1,
            Optional.of(aws.url()),
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret")));
  }

  @AfterEach
  void stop() {
    clients.close();
    aws.close();
  }

  @Test
  void aFirstDeploymentUploadsCreatesAndFollows() throws IOException {
    aws.stackNotThere();
    aws.stack("CREATE_IN_PROGRESS");
    aws.stack("CREATE_COMPLETE");
    aws.events("0 Source CREATE_IN_PROGRESS");
    aws.events(MADE, "0 Source CREATE_IN_PROGRESS");
    var zip = deploy(false);
    assertThat(aws.objects())
        .containsExactlyInAnyOrder(
            "/zips/pinstream/try/%s.zip".formatted(zip.hash()),
            "/zips/pinstream/try/template.json");
    assertThat(aws.calls())
        .startsWith("HeadObject", "PutObject", "PutObject", "DescribeStacks", "CreateStack")
        .doesNotContain("UpdateStack");
    assertThat(aws.body("CreateStack"))
        .contains(
            "StackName=try",
            "CAPABILITY_IAM",
            "CAPABILITY_AUTO_EXPAND",
            "DisableRollback=true",
            "TemplateURL=" + aws.url() + "/zips/pinstream/try/template.json",
            "ParameterKey=PluginHash",
            "ParameterValue=" + zip.hash(),
            "ParameterValue=jdbc:mysql://host/db");
    assertThat(printed())
        .containsSubsequence(
            "s3 PutObject s3://zips/pinstream/try/",
            "cloudformation CreateStack try",
            "Source is being made (a connector takes 5 to 10 minutes)",
            "Source is there",
            "SinkPath: s3://lake/");
  }

  @Test
  void aSecondDeploymentUploadsNothingAndSaysWhenThereIsNothingToChange() throws IOException {
    aws.stack("CREATE_COMPLETE");
    aws.answer(
        "UpdateStack", 400, AwsStub.error("ValidationError", "No updates are to be performed."));
    deploy(false);
    deploy(false);
    assertThat(aws.calls())
        .filteredOn("PutObject"::equals)
        .as("the zip, the template twice")
        .hasSize(3);
    assertThat(printed()).contains("is there already", "try is up to date");
  }

  @Test
  void aDeploymentUnderWayIsFollowed() throws IOException {
    aws.stack("CREATE_IN_PROGRESS");
    aws.stack("CREATE_COMPLETE");
    aws.events(MADE);
    deploy(false);
    assertThat(aws.calls()).doesNotContain("CreateStack", "UpdateStack");
    assertThat(printed()).contains("following it", "Source is there");
  }

  @Test
  void aFailedConnectorIsToldWithTheWorkersLastErrorsAndTheNextRunGoesOn() {
    aws.stackNotThere();
    aws.stack("CREATE_IN_PROGRESS");
    aws.stack("CREATE_FAILED");
    aws.events("1 Source CREATE_FAILED Exceeded attempts to wait");
    aws.answer(
        "FilterLogEvents",
        200,
        """
        {"events": [{"timestamp": 1795341600000, "message": "ERROR access denied for user reader"}]}
        """);
    assertThatThrownBy(() -> deploy(false))
        .isInstanceOf(DeploymentException.class)
        .hasMessageContainingAll(
            "the stack try ended as CREATE_FAILED",
            "Source: Exceeded attempts to wait",
            "ERROR access denied for user reader",
            "run this again",
            "./pinstream msk destroy --stack try");
    assertThat(aws.body("FilterLogEvents")).contains("/pinstream/try", "ERROR");
  }

  @Test
  void afterAFailureTheStackIsChangedNotMadeAnewAndTheOldFailureIsNotToldAgain()
      throws IOException {
    aws.stack("CREATE_FAILED");
    aws.stack("UPDATE_COMPLETE");
    aws.events("1 Source CREATE_FAILED once");
    aws.events("2 Source UPDATE_COMPLETE", "1 Source CREATE_FAILED once");
    deploy(false);
    assertThat(printed()).contains("Source is changed").doesNotContain("CREATE_FAILED");
    assertThat(aws.calls()).contains("UpdateStack").doesNotContain("CreateStack");
  }

  @Test
  void aStackThatWasRolledBackIsToldWithTheWayOut() {
    aws.stack("ROLLBACK_COMPLETE");
    assertThatThrownBy(() -> deploy(false))
        .isInstanceOf(DeploymentException.class)
        .hasMessageContainingAll("ROLLBACK_COMPLETE", "./pinstream msk destroy --stack try");
  }

  @Test
  void aStackThatNobodyHasBegunToMakeIsNotWaitedFor() {
    aws.stack("REVIEW_IN_PROGRESS");
    assertThatThrownBy(() -> deploy(false))
        .isInstanceOf(DeploymentException.class)
        .hasMessageContainingAll(
            "REVIEW_IN_PROGRESS", "change set", "./pinstream msk destroy --stack try");
    assertThat(aws.calls()).doesNotContain("CreateStack", "UpdateStack");
  }

  @Test
  void aStackThatIsBeingDeletedIsNoDeploymentToFollow() {
    aws.stack("DELETE_IN_PROGRESS");
    assertThatThrownBy(() -> deploy(false))
        .isInstanceOf(DeploymentException.class)
        .hasMessageContainingAll("DELETE_IN_PROGRESS", "./pinstream msk destroy --stack try");
    assertThat(aws.calls()).doesNotContain("CreateStack", "UpdateStack");
  }

  @Test
  void whoeverDeploysMayMakeTheCallsOfStatusAndDestroy() throws IOException {
    aws.stack("CREATE_COMPLETE");
    aws.stackNotThere();
    aws.resources("AWS::Logs::LogGroup /pinstream/try");
    aws.answer("FilterLogEvents", 200, "{\"events\": []}");
    aws.deletedStacks("another");
    msk(false).status();
    msk(false).destroy(whatGoes -> true);
    var rights = Files.readString(Path.of("../../config/msk/policies/deployer.json"));
    assertThat(aws.calls())
        .filteredOn(call -> call.contains("Stack"))
        .isNotEmpty()
        .allMatch(call -> rights.contains("\"cloudformation:" + call + "\""));
  }

  @Test
  void throttlingIsWaitedOut() throws IOException {
    aws.stackNotThere();
    aws.answer("CreateStack", 400, AwsStub.error("Throttling", "Rate exceeded"));
    aws.answer("CreateStack", 200, "<CreateStackResponse/>");
    aws.stack("CREATE_COMPLETE");
    aws.events(MADE);
    deploy(false);
    assertThat(aws.calls().stream().filter("CreateStack"::equals)).hasSize(2);
  }

  @Test
  void aConnectionThatIsLostInMidWayIsTakenUpAgain() throws IOException {
    aws.stack("CREATE_IN_PROGRESS");
    aws.stack("CREATE_IN_PROGRESS");
    aws.stack("CREATE_COMPLETE");
    aws.events("0 Source CREATE_IN_PROGRESS");
    aws.events("0 Source CREATE_IN_PROGRESS");
    aws.events(MADE, "0 Source CREATE_IN_PROGRESS");
    var zip = zip();
    var lost =
        new Msk(
            clients,
            "try",
            new PrintWriter(printed) {
              @Override
              public void println(String line) {
                super.println(line);
                if (line.startsWith("Source is being made")) {
                  // More often than the SDK asks by itself.
                  aws.breakConnections(6);
                }
              }
            },
            false,
            Duration.ofMillis(10));
    lost.deploy("zips", Map.of("Plugin", zip), "{}", Map.of());
    assertThat(printed())
        .containsSubsequence("no answer from CloudFormation, asking again", "Source is there");
  }

  @Test
  void aDryRunLooksAndChangesNothing() throws IOException {
    aws.stackNotThere();
    deploy(true);
    assertThat(aws.calls()).containsExactly("HeadObject", "DescribeStacks");
    assertThat(printed())
        .containsSubsequence(
            "calls s3 HeadObject",
            "would call s3 PutObject",
            "calls cloudformation DescribeStacks",
            "would call cloudformation CreateStack");
  }

  @Test
  void aMissingBucketIsNamed() {
    aws.answer("PutObject", 404, "<Error><Code>NoSuchBucket</Code><Message>none</Message></Error>");
    assertThatThrownBy(() -> deploy(false))
        .isInstanceOf(DeploymentException.class)
        .hasMessageContaining("there is no bucket zips");
  }

  @Test
  void statusTellsOfTheStacksOwnConnectorsItsAppAndItsRestProxy() {
    aws.stack("CREATE_COMPLETE");
    aws.resources(
        "AWS::KafkaConnect::Connector arn:aws:kafkaconnect:eu-west-1:1:connector/try-source/1",
        "AWS::ECS::Service arn:aws:ecs:eu-west-1:1:service/try/try-streams",
        "AWS::ECS::Service arn:aws:ecs:eu-west-1:1:service/try-rest/try-rest",
        "AWS::Logs::LogGroup /pinstream/try");
    aws.answer(
        "DescribeConnector",
        200,
        """
        {"connectorName": "try-source", "connectorState": "RUNNING"}
        """);
    aws.answer("DescribeServices", 200, service("try-streams", 1));
    aws.answer("DescribeServices", 200, service("try-rest", 2));
    aws.answer("DescribeServices", 200, service("try-streams", 2));
    aws.answer("DescribeServices", 200, service("try-rest", 0));
    aws.answer("DescribeServices", 200, service("try-streams", 2));
    aws.answer("DescribeServices", 200, service("try-rest", 2));
    aws.answer("FilterLogEvents", 200, "{\"events\": []}");
    assertThat(msk(false).status()).as("one of two instances of the app").isFalse();
    assertThat(aws.body("DescribeServices")).contains("try-rest");
    assertThat(msk(false).status()).as("no instance of the proxy").isFalse();
    assertThat(msk(false).status()).isTrue();
    assertThat(printed())
        .containsSubsequence("try-source", "RUNNING", "try-streams", "1 of 2 instances run")
        .containsSubsequence("try-rest", "0 of 2 instances run");
    assertThat(aws.calls()).doesNotContain("ListConnectors");
  }

  private static String service(String name, int running) {
    return """
        {"services": [{"serviceName": "%s", "desiredCount": 2, "runningCount": %d, "deployments": [{}]}]}
        """
        .formatted(name, running);
  }

  @Test
  void statusNamesEveryConnectorAndTheErrors() {
    aws.stack("CREATE_COMPLETE");
    aws.resources(
        "AWS::KafkaConnect::Connector arn:aws:kafkaconnect:eu-west-1:1:connector/try-source/1");
    aws.answer(
        "DescribeConnector",
        200,
        """
        {"connectorName": "try-source", "connectorState": "FAILED",
         "stateDescription": {"code": "UnknownError.Unknown", "message": "The connector failed"}}
        """);
    aws.answer("FilterLogEvents", 400, "{\"__type\": \"ResourceNotFoundException\"}");
    assertThat(msk(false).status()).isFalse();
    assertThat(printed())
        .contains(
            "stack try: CREATE_COMPLETE",
            "try-source",
            "FAILED (UnknownError.Unknown: The connector failed)",
            "no errors in the workers' log /pinstream/try");
  }

  @Test
  void logsAreTheNewestLinesOldestFirst() {
    aws.answer(
        "FilterLogEvents",
        200,
        """
        {"events": [{"timestamp": 1795341600000, "message": "first"},
                    {"timestamp": 1795341601000, "message": "second"}], "nextToken": "more"}
        """);
    aws.answer(
        "FilterLogEvents",
        200,
        """
        {"events": [{"timestamp": 1795341602000, "message": "third"}]}
        """);
    msk(false).logs(Duration.ofMinutes(5), false, 2);
    assertThat(printed().lines())
        .containsExactly("2026-11-22T10:00:01Z second", "2026-11-22T10:00:02Z third");
    assertThat(aws.body("FilterLogEvents")).doesNotContain("filterPattern");
  }

  @Test
  void destroyDeletesTheStackAndEveryZipOfItAndSaysWhatStays() {
    aws.stack("CREATE_COMPLETE");
    aws.stack("DELETE_IN_PROGRESS");
    aws.stack("DELETE_COMPLETE");
    aws.events(MADE);
    aws.events("2 Source DELETE_COMPLETE", MADE);
    aws.object("/zips/pinstream/try/older.zip");
    aws.object("/zips/pinstream/try/newer.zip");
    aws.object("/zips/pinstream/try-again/other.zip");
    msk(false).destroy(whatGoes -> true);
    assertThat(aws.objects()).containsExactly("/zips/pinstream/try-again/other.zip");
    assertThat(printed())
        .containsSubsequence(
            "cloudformation DeleteStack try",
            "Source is gone",
            "s3 DeleteObject s3://zips/pinstream/try/newer.zip",
            "s3 DeleteObject s3://zips/pinstream/try/older.zip",
            "s3://lake");
  }

  @Test
  void whoSaysNoLosesNothing() {
    aws.stack("CREATE_COMPLETE");
    aws.object("/zips/pinstream/try/a.zip");
    var asked = new ArrayList<String>();
    msk(false)
        .destroy(
            whatGoes -> {
              asked.add(whatGoes);
              return false;
            });
    assertThat(asked)
        .singleElement()
        .asString()
        .contains("the stack try", "the API that scripts post to");
    assertThat(aws.calls()).containsExactly("DescribeStacks");
    assertThat(printed()).contains("nothing was deleted");
  }

  @Test
  void destroyGoesOnWhereItWasInterrupted() {
    aws.stackNotThere();
    aws.stack("DELETE_COMPLETE");
    aws.deletedStacks("another", "try");
    aws.object("/zips/pinstream/try/a.zip");
    msk(false).destroy(whatGoes -> true);
    assertThat(aws.objects()).isEmpty();
    assertThat(aws.calls()).doesNotContain("DeleteStack");
    assertThat(printed())
        .containsSubsequence("try is gone already", "DeleteObject s3://zips/pinstream/try/a.zip");
  }

  @Test
  void destroyingWhatWasNeverThereIsNoError() {
    aws.stackNotThere();
    aws.deletedStacks("another");
    msk(false).destroy(whatGoes -> true);
    assertThat(printed()).contains("nothing to delete");
  }

  private PluginZip deploy(boolean dryRun) throws IOException {
    var zip = zip();
    msk(dryRun)
        .deploy(
            "zips",
            Map.of("Plugin", zip),
            "{\"Resources\": {}}",
            Map.of("DatabaseUrl", "jdbc:mysql://host/db"));
    return zip;
  }

  private PluginZip zip() throws IOException {
    return PluginZip.of(
        PluginZipTest.zip(directory.resolve("plugin.zip"), List.of("plugin/lib/a.jar=code")));
  }

  private Msk msk(boolean dryRun) {
    return new Msk(clients, "try", new PrintWriter(printed), dryRun, Duration.ofMillis(10));
  }

  private String printed() {
    return printed.toString();
  }
}
