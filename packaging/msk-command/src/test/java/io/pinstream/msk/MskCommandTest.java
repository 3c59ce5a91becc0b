// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code ./pinstream msk} as it is typed. */
class MskCommandTest {
  private static final String S3_ZIP = "pinstream-msk-plugin-1.0-with-s3-12.1.9.zip";

  /** Policies that doctor asks for nowhere, each with the reason. */
  private static final Map<String, String> NOT_ASKED_FOR =
      Map.of(
          "connector-trust.json", "says who may take a role, and nothing of what the role may do",
          "daily.json", "only Step Functions takes its role, and nothing else runs as it",
          "optimizer.json", "only Glue takes its role, and nothing else runs as it");

  @TempDir private Path home;
  private Path archives;
  private AwsStub aws;
  private final StringWriter printed = new StringWriter();
  private final StringWriter refused = new StringWriter();
  private final List<String> failures = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    aws = new AwsStub();
    archives = Files.createDirectories(home.resolve("packaging/target"));
    Files.writeString(archives.resolve("pinstream-msk.json"), "{}");
    for (var zip :
        List.of("pinstream-msk-plugin-1.0.zip", S3_ZIP, "pinstream-lakehouse-plugin-1.0.zip")) {
      PluginZipTest.zip(archives.resolve(zip), List.of("plugin/lib/a.jar=" + zip));
    }
    System.setProperty("pinstream.home", home.toString());
    System.setProperty("aws.accessKeyId", "AKID");
    System.setProperty("aws.secretAccessKey", "secret");
    System.setProperty("aws.endpointUrl", aws.url().toString());
  }

  @AfterEach
  void stop() {
    aws.close();
    System.clearProperty("pinstream.home");
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    System.clearProperty("aws.endpointUrl");
  }

  @Test
  void jsonTakesTheZipWithTheS3SinkAndEveryOptionIsAParameter() {
    aws.stackNotThere();
    assertThat(deploy("--sink", "json", "--dry-run")).isZero();
    assertThat(printed.toString())
        .contains(
            S3_ZIP,
            "UserId=pinstream",
            "ClusterArn=arn:aws:kafka:eu-west-1:123456789012:cluster/c/u",
            "Subnets=subnet-1,subnet-2",
            "CreateBucket=no",
            "Sink=json")
        .doesNotContain("SinkPluginKey");
  }

  @Test
  void lakehouseTakesBothZips() {
    aws.stackNotThere();
    assertThat(deploy("--sink", "lakehouse", "--dry-run")).isZero();
    assertThat(printed.toString())
        .contains(
            "(pinstream-msk-plugin-1.0.zip",
            "SinkPluginKey=pinstream/pinstream/",
            "(pinstream-lakehouse-plugin-1.0.zip")
        .doesNotContain(S3_ZIP);
  }

  @Test
  void withoutTheS3SinksZipTheBuildsOptionIsNamed() throws IOException {
    Files.delete(archives.resolve(S3_ZIP));
    assertThat(deploy("--sink", "json")).isEqualTo(1);
    assertThat(failures).singleElement().asString().contains("-Ds3.sink.zip=");
    assertThat(aws.calls()).isEmpty();
  }

  @Test
  void nothingIsDeletedWhereNobodyCanBeAsked() {
    aws.stack("CREATE_COMPLETE");
    var before = System.in;
    System.setIn(InputStream.nullInputStream());
    try {
      assertThat(run("destroy", "--region=eu-west-1", "--stack=try")).isEqualTo(1);
    } finally {
      System.setIn(before);
    }
    assertThat(failures).singleElement().asString().contains("the stack try", "--yes");
    assertThat(aws.calls()).containsExactly("DescribeStacks");
  }

  @Test
  void theDeployersRightsAreIamsWord() throws IOException {
    aDeployerWhoIsToPutZipsIntoTheirBucket();
    aws.answer("SimulatePrincipalPolicy", 200, simulated("implicitDeny"));
    aws.answer("SimulatePrincipalPolicy", 200, simulated("allowed"));
    String[] doctor = {"doctor", "--region=eu-west-1", "--deployer", "--plugin-bucket=zips"};
    assertThat(run(doctor)).isEqualTo(1);
    assertThat(printed.toString())
        .contains(
            "MISSING s3:PutObject on arn:aws:s3:::zips/pinstream/doctor: allow it to arn:aws:iam::123456789012:role/Dev",
            "not looked at: the cluster");
    assertThat(aws.body("SimulatePrincipalPolicy"))
        .contains("role/Dev", "arn:aws:s3:::zips/pinstream/doctor");
    assertThat(run(doctor)).isZero();
  }

  @Test
  void rightsOnWhatHasNoNameAreToldAsNotLookedAt() throws IOException {
    aDeployerWhoIsToPutZipsIntoTheirBucket();
    run("doctor", "--region=eu-west-1", "--deployer");
    assertThat(printed.toString())
        .contains("not looked at: rights on the plugin bucket (--plugin-bucket)");
  }

  @Test
  void aRightWithAConditionIsAskedForWithEachOfItsValues() throws IOException {
    aCaller();
    policies(
        "deployer.json",
        "{\"Action\": [\"iam:PassRole\"], \"Resource\": [\"*\"], \"Condition\": {\"StringEquals\": {\"iam:PassedToService\": [\"kafkaconnect.amazonaws.com\", \"lambda.amazonaws.com\", \"ecs-tasks.amazonaws.com\"]}}}");
    aws.answer("SimulatePrincipalPolicy", 200, simulated("allowed"));
    aws.answer("SimulatePrincipalPolicy", 200, simulated("allowed"));
    aws.answer("SimulatePrincipalPolicy", 200, simulated("implicitDeny"));
    assertThat(run("doctor", "--region=eu-west-1", "--deployer")).isEqualTo(1);
    assertThat(aws.body("SimulatePrincipalPolicy")).contains("ecs-tasks.amazonaws.com");
    assertThat(printed.toString().lines().filter(line -> line.startsWith("MISSING")))
        .singleElement()
        .asString()
        .contains("with iam:PassedToService=ecs-tasks.amazonaws.com");
    assertThat(printed.toString().lines().filter(line -> line.startsWith("ok")))
        .satisfiesExactly(
            line -> assertThat(line).endsWith("iam:PassedToService=kafkaconnect.amazonaws.com"),
            line -> assertThat(line).endsWith("iam:PassedToService=lambda.amazonaws.com"));
  }

  @Test
  void theDeployersRightsOnTheClusterAreIamsWordToo() throws IOException {
    aCaller();
    policies(
        "deployer-topics.json",
        "{\"Action\": [\"kafka-cluster:CreateTopic\"], \"Resource\": [\"arn:<partition>:kafka:<region>:<account>:topic/<cluster>/<offsets topic>\"]}");
    aws.answer("SimulatePrincipalPolicy", 200, simulated("allowed"));
    run("doctor", "--region=eu-west-1", "--deployer=topics");
    assertThat(printed.toString())
        .contains("not looked at: rights on the cluster (--parameter 'cluster=...')");
    run("doctor", "--region=eu-west-1", "--deployer=topics", "--parameter=cluster=mine/4f");
    assertThat(aws.body("SimulatePrincipalPolicy"))
        .contains(
            "kafka-cluster:CreateTopic",
            "arn:aws:kafka:eu-west-1:123456789012:topic/mine/4f/pinstream-connect-offsets");
  }

  @Test
  void rightsOnAKeyAreIamsWord() throws IOException {
    aCaller();
    policies(
        "secret-key.json",
        "{\"Action\": [\"kms:Decrypt\"], \"Resource\": [\"<secret key>\"], \"Condition\": {\"StringEquals\": {\"kms:ViaService\": \"secretsmanager.<region>.amazonaws.com\"}}}");
    aws.answer("SimulatePrincipalPolicy", 200, simulated("implicitDeny"));
    assertThat(run("doctor", "--region=eu-west-1", "--part=secret-key")).isZero();
    assertThat(printed.toString())
        .contains("not looked at: rights on the secret key (--parameter 'secret key=...')");
    assertThat(
            run(
                "doctor",
                "--region=eu-west-1",
                "--part=secret-key",
                "--parameter=secret key=arn:aws:kms:eu-west-1:123456789012:key/k"))
        .isEqualTo(1);
    assertThat(aws.body("SimulatePrincipalPolicy"))
        .contains("kms:Decrypt", "key/k", "secretsmanager.eu-west-1.amazonaws.com");
  }

  @Test
  void doctorAsksForEachPolicyOrThereIsAReason() throws IOException {
    var asked =
        Stream.concat(
            Stream.of(DoctorCommand.Part.values()).flatMap(DoctorCommand.Part::files),
            Stream.of(DoctorCommand.Deployment.values()).map(DoctorCommand.Deployment::file));
    try (var files = Files.list(Path.of("../../config/msk/policies"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(asked, NOT_ASKED_FOR.keySet().stream()).distinct().toList());
    }
  }

  @Test
  void aSecretWithoutItsKeysIsNamedAndNotPrinted() {
    aws.answer(
        "GetSecretValue",
        200,
        "{\"Name\": \"db\", \"SecretString\": \"{\\\"username\\\": \\\"reader\\\", \\\"pass\\\": \\\"hush\\\"}\"}");
    assertThat(run("doctor", "--region=eu-west-1", "--database-secret=db")).isEqualTo(1);
    assertThat(printed.toString())
        .contains("ok      secret db: the key username", "MISSING secret db: the key password")
        .doesNotContain("hush", "reader");
  }

  private void aDeployerWhoIsToPutZipsIntoTheirBucket() throws IOException {
    policies(
        "deployer.json",
        "{\"Action\": [\"s3:PutObject\"], \"Resource\": [\"arn:<partition>:s3:::<plugin bucket>/pinstream/*\"]}");
    aCaller();
  }

  private void aCaller() {
    aws.answer(
        "GetCallerIdentity",
        200,
        "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:sts::123456789012:assumed-role/Dev/me</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>");
  }

  private void policies(String file, String statement) throws IOException {
    var folder = Files.createDirectories(home.resolve("config/msk/policies"));
    Files.writeString(folder.resolve(file), "{\"Statement\": [%s]}".formatted(statement));
  }

  private static String simulated(String decision) {
    return """
        <SimulatePrincipalPolicyResponse><SimulatePrincipalPolicyResult><IsTruncated>false</IsTruncated>
        <EvaluationResults><member><EvalActionName>s3:PutObject</EvalActionName>
        <EvalResourceName>arn:aws:s3:::zips/pinstream/doctor</EvalResourceName><EvalDecision>%s</EvalDecision></member>
        </EvaluationResults></SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>
        """
        .formatted(decision);
  }

  @Test
  void anUnknownSinkIsRefused() {
    assertThat(deploy("--sink", "csv")).isEqualTo(2);
  }

  @Test
  void aRefusalOfAwsIsToldInOneLine() {
    aws.answer(
        "DescribeStacks", 403, AwsStub.error("AccessDenied", "not authorized to DescribeStacks"));
    assertThat(run("status", "--region", "eu-west-1")).isEqualTo(1);
    assertThat(failures)
        .singleElement()
        .asString()
        .contains("CloudFormation does not let you see the stack pinstream", "not authorized");
  }

  @Test
  void theBootstrapStringIsAskedForByTheTemplateIfItIsNotGiven() {
    aws.stackNotThere();
    assertThat(deploy("--dry-run")).isZero();
    assertThat(printed.toString()).contains("BootstrapServers=,", "Trial=no", "Connectors=yes");
    assertThat(deploy("--dry-run", "--bootstrap-servers", "b-1:9098,b-2:9098")).isZero();
    assertThat(printed.toString()).contains("BootstrapServers=b-1:9098,b-2:9098");
  }

  @Test
  void aTrialNeedsNothingOfOnesOwnAndWaitsForItsRows() {
    aws.stackNotThere();
    assertThat(
            run(
                "deploy",
                "--region=eu-west-1",
                "--plugin-bucket=zips",
                "--trial",
                "--no-connectors",
                "--create-topics",
                "--bucket=lake",
                "--create-bucket",
                "--parameter=OffsetsPartitions=5",
                "--parameter=Capacity=2",
                "--dry-run"))
        .isZero();
    assertThat(printed.toString())
        .contains("Trial=yes", "Connectors=no", "CreateTopics=yes", "CreateBucket=yes")
        .contains("OffsetsPartitions=5", "Capacity=2")
        .doesNotContain("ClusterArn");
  }

  @Test
  void aTrialInAClusterOfOnesOwnIsRefused() {
    assertThat(deploy("--trial")).isEqualTo(2);
    assertThat(aws.calls()).isEmpty();
  }

  @Test
  void withNeitherTheOptionsToChooseFromAreNamed() {
    assertThat(run("deploy", "--plugin-bucket=zips", "--bucket=lake")).isEqualTo(2);
    assertThat(refused.toString()).contains("--trial", "--cluster=ARN");
  }

  @Test
  void theStreamsAppsOptionsAreParameters() {
    aws.stackNotThere();
    assertThat(
            deploy(
                "--streams-repository=pinstream-streams-app",
                "--streams-tag=1.0",
                "--streams-count=2",
                "--web-from=10.0.0.0/8",
                "--vpc=vpc-1",
                "--dry-run"))
        .isZero();
    assertThat(printed.toString())
        .contains(
            "StreamsRepository=pinstream-streams-app",
            "StreamsTag=1.0",
            "StreamsCount=2",
            "WebFrom=10.0.0.0/8",
            "VpcId=vpc-1");
  }

  @Test
  void theStreamsAppNeedsItsNetwork() {
    assertThat(deploy("--streams-repository=pinstream-streams-app")).isEqualTo(2);
    assertThat(refused.toString()).contains("--vpc");
  }

  @Test
  void theRestProxysOptionsAreParameters() {
    aws.stackNotThere();
    assertThat(
            deploy(
                "--rest-repository=pinstream-rest-proxy",
                "--rest-tag=1.0",
                "--rest-count=2",
                "--rest-stage=prod",
                "--rest-rate=100",
                "--rest-issuer=https://issuer.example.org",
                "--rest-audience=scripts",
                "--vpc=vpc-1",
                "--dry-run"))
        .isZero();
    assertThat(printed.toString())
        .contains(
            "RestRepository=pinstream-rest-proxy",
            "RestTag=1.0",
            "RestCount=2",
            "RestStage=prod",
            "RestRate=100",
            "RestIssuer=https://issuer.example.org",
            "RestAudience=scripts",
            "VpcId=vpc-1")
        .doesNotContain("StreamsRepository");
  }

  @Test
  void theRestProxysCallersSignUnlessAnIssuerAndItsAudienceAreGiven() {
    aws.stackNotThere();
    assertThat(deploy("--rest-repository=rest", "--vpc=vpc-1", "--dry-run")).isZero();
    assertThat(printed.toString())
        .contains("RestStage=test", "RestCount=1")
        .doesNotContain("RestIssuer");
    assertThat(
            deploy("--rest-repository=rest", "--vpc=vpc-1", "--rest-issuer=https://a", "--dry-run"))
        .isEqualTo(2);
    assertThat(refused.toString()).contains("--rest-audience");
  }

  @Test
  void theRestProxyNeedsItsNetwork() {
    assertThat(deploy("--rest-repository=rest")).isEqualTo(2);
    assertThat(refused.toString()).contains("--rest-repository needs --vpc");
  }

  @Test
  void everyParameterThatTheCommandGivesIsOneOfTheTemplates() throws IOException {
    aws.stackNotThere();
    deploy(
        "--sink=lakehouse",
        "--streams-repository=app",
        "--rest-repository=rest",
        "--rest-issuer=https://a",
        "--rest-audience=b",
        "--vpc=vpc-1",
        "--dry-run");
    var given =
        printed
            .toString()
            .lines()
            .filter(line -> line.contains("CreateStack"))
            .map(line -> line.substring(line.indexOf('{') + 1, line.lastIndexOf('}')))
            .flatMap(parameters -> Stream.of(parameters.split(", ")))
            .map(parameter -> parameter.substring(0, parameter.indexOf('=')))
            .toList();
    var template = Files.readString(Path.of("../cloudformation/pinstream-msk.yaml"));
    var parameters =
        template.substring(template.indexOf("\nParameters:\n"), template.indexOf("\nRules:\n"));
    assertThat(given)
        .contains("VpcId", "SinkPluginHash", "RestAudience")
        .allMatch(parameter -> parameters.contains("\n  " + parameter + ":\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"deploy", "status", "logs", "destroy", "doctor"})
  void everyCommandExplainsItself(String command) {
    assertThat(run(command, "--help")).isZero();
    assertThat(printed.toString()).contains("Usage: msk " + command, "--region=", "--version");
  }

  private int deploy(String... further) {
    var arguments =
        new ArrayList<>(
            List.of(
                "deploy",
                "--region=eu-west-1",
                "--plugin-bucket=zips",
                "--cluster=arn:aws:kafka:eu-west-1:123456789012:cluster/c/u",
                "--subnets=subnet-1,subnet-2",
                "--security-groups=sg-1",
                "--database=jdbc:mysql://host/db",
                "--database-secret=pinstream/database",
                "--bucket=lake"));
    arguments.addAll(List.of(further));
    return run(arguments.toArray(String[]::new));
  }

  private int run(String... arguments) {
    return new CommandLine(MskCommand.class)
        .setOut(new PrintWriter(printed))
        .setErr(new PrintWriter(refused))
        .setExecutionExceptionHandler(
            (exception, command, parsed) -> {
              assertThat(exception).isInstanceOf(DeploymentException.class);
              failures.add(exception.getMessage());
              return 1;
            })
        .execute(arguments);
  }
}
