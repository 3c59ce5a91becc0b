// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging.cloudformation;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The template that the build writes. */
class TemplateTest {
  private static final Path SOURCE = Path.of("pinstream-msk.yaml");
  private static final Path SETTINGS = Path.of("../../config/msk");
  private static final Map<String, String> VALUES =
      Map.ofEntries(
          entry("UserId", "someone"),
          entry("DatabaseUrl", "jdbc:mysql://host:3306/pinterest"),
          entry("DatabaseSecret", "rds!db-1"),
          entry("SecretKey", "arn:aws:kms:eu-west-1:1:key/secret"),
          entry("BootstrapServers", "b-1:9098,b-2:9098"),
          entry("BucketName", "posts"),
          entry("BucketKey", "arn:aws:kms:eu-west-1:1:key/bucket"),
          entry("LakeDatabase", "lake2"),
          entry("ControlTopic", "control2"),
          entry("OffsetsTopic", "offsets2"),
          entry("AthenaWorkgroup", "questions2"),
          entry("ClusterArn", "arn:aws:kafka:eu-west-1:1:cluster/posts/uuid"),
          entry("AWS::AccountId", "1"),
          entry("AWS::Partition", "aws"),
          entry("AWS::StackName", "stack2"),
          entry("AWS::Region", "eu-west-1"));

  /** The same for the placeholders of the files. */
  private static final Map<String, String> FILLED =
      Map.ofEntries(
          entry("user.id", VALUES.get("UserId")),
          entry("database url", VALUES.get("DatabaseUrl")),
          entry("database secret", VALUES.get("DatabaseSecret")),
          entry("secret key", VALUES.get("SecretKey")),
          entry("bootstrap servers", VALUES.get("BootstrapServers")),
          entry("bucket", VALUES.get("BucketName")),
          entry("bucket key", VALUES.get("BucketKey")),
          entry("lake", VALUES.get("LakeDatabase")),
          entry("control topic", VALUES.get("ControlTopic")),
          entry("offsets topic", VALUES.get("OffsetsTopic")),
          entry("workgroup", VALUES.get("AthenaWorkgroup")),
          entry("cluster", "posts/uuid"),
          entry("account", VALUES.get("AWS::AccountId")),
          entry("partition", VALUES.get("AWS::Partition")),
          entry("stack", VALUES.get("AWS::StackName")),
          entry("region", VALUES.get("AWS::Region")));

  @TempDir private Path directory;
  private String text;
  private JsonNode template;

  @BeforeEach
  void render() throws IOException {
    text = RenderTemplate.json(SOURCE, SETTINGS);
    template = new ObjectMapper().readTree(text);
  }

  // What AWS knows of a template is judged by .ci/cfn-lint.
  @Test
  void nothingOfOurOwnLanguageIsLeft() {
    assertThat(text).doesNotContain("Pinstream::");
  }

  /** Of a template with a transform cfn-lint does not say it. */
  @Test
  void everyParameterIsUsed() {
    var used = template.path("Conditions").toString() + template.path("Resources");
    template
        .path("Parameters")
        .fieldNames()
        .forEachRemaining(
            name ->
                assertThat(used).containsPattern("\"Ref\":\"%1$s\"|\\$\\{%1$s}".formatted(name)));
  }

  @Test
  void theSameInputGivesTheSameBytes() throws IOException {
    assertThat(RenderTemplate.json(SOURCE, SETTINGS)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "Source, source.properties",
    "JsonSink, s3-sink.properties",
    "ParquetSink, s3-sink-parquet.properties",
    "LakehouseSink, lakehouse.properties"
  })
  void aConnectorHasTheSettingsThatUsersPaste(String resource, String file) throws IOException {
    var expected = settings(file);
    expected.remove("name");
    var actual = new TreeMap<String, String>();
    template
        .at("/Resources/" + resource + "/Properties/ConnectorConfiguration")
        .properties()
        .forEach(
            setting -> {
              if (setting.getKey().startsWith("Fn::ForEach::")) {
                var made = setting.getValue().path(2).properties().iterator().next();
                actual.put(
                    made.getKey().replace("${Lake}", VALUES.get("LakeDatabase")),
                    evaluated(made.getValue()));
              } else {
                actual.put(setting.getKey(), evaluated(setting.getValue()));
              }
            });
    assertThat(actual).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "/Resources/WorkerPolicy/Properties/PolicyDocument, worker.json",
    "/Resources/SourceRole/Properties/AssumeRolePolicyDocument, connector-trust.json",
    "/Resources/SourceRole/Properties/Policies/0/PolicyDocument, source.json",
    "/Resources/SourceRole/Properties/Policies/1/Fn::If/1/PolicyDocument, exactly-once.json",
    "/Resources/SourceRole/Properties/Policies/2/Fn::If/1/PolicyDocument, secret-key.json",
    "/Resources/SinkRole/Properties/Policies/0/Fn::If/1/PolicyDocument, lakehouse.json",
    "/Resources/SinkRole/Properties/Policies/0/Fn::If/2/PolicyDocument, s3-sink.json",
    "/Resources/SinkRole/Properties/Policies/1/Fn::If/1/PolicyDocument, bucket-key.json",
    "/Resources/OptimizerRole/Properties/Policies/0/PolicyDocument, optimizer.json",
    "/Resources/DailyRole/Properties/Policies/0/PolicyDocument, daily.json",
    "/Resources/StreamsPolicy/Properties/PolicyDocument, streams.json",
    "/Resources/RestPolicy/Properties/PolicyDocument, rest.json"
  })
  void aRoleHasTheRightsThatUsersPaste(String where, String file) throws IOException {
    var expected = filled(Files.readString(SETTINGS.resolve("policies").resolve(file)));
    assertThat(plain(template.at(where))).isEqualTo(new ObjectMapper().readTree(expected));
  }

  @Test
  void transactionalIdsAreTheSourcesOnlyWhereItIsExactlyOnce() {
    var role = template.at("/Resources/SourceRole/Properties/Policies");
    assertThat(role.path(0).toString()).doesNotContain("TransactionalId");
    assertThat(role.at("/1/Fn::If/0").asText()).isEqualTo("IsExactlyOnce");
    assertThat(template.at("/Resources/WorkerPolicy").toString()).doesNotContain("TransactionalId");
    assertThat(template.at("/Resources/ExactlyOnceWorker").toString())
        .contains("exactly.once.source.support=enabled");
    assertThat(template.at("/Resources/Worker").toString()).doesNotContain("exactly.once");
  }

  /** MSK has two zones in us-west-1, and wants as many brokers in each. */
  @Test
  void aTrialNeedsNoMoreZonesThanThereAre() {
    assertThat(template.at("/Conditions/HasTwoZones").toString()).contains("us-west-1");
    assertThat(template.at("/Resources/ThirdSubnet/Condition").asText())
        .isEqualTo("MakesThirdSubnet");
    var cluster = template.at("/Resources/Cluster/Properties");
    assertThat(cluster.path("NumberOfBrokerNodes").toString())
        .isEqualTo("{\"Fn::If\":[\"HasTwoZones\",4,3]}");
    assertThat(cluster.at("/BrokerNodeGroupInfo/ClientSubnets/2").toString())
        .contains("HasTwoZones");
  }

  @Test
  void nothingThatOutlivesTheStackIsInTheWayOfTheNext() {
    assertThat(template.findValuesAsText("Type"))
        .as("the sink makes the database, and it stays")
        .doesNotContain("AWS::Glue::Database", "AWS::CloudFormation::WaitConditionHandle");
  }

  @Test
  void theStreamsAppHasTheSettingsThatUsersPasteAndWhatAContainerNeeds() throws IOException {
    var container = template.at("/Resources/StreamsTask/Properties/ContainerDefinitions/0");
    var actual = new TreeMap<Object, Object>();
    for (var argument : container.path("Command")) {
      var setting = evaluated(argument).split("=", 3);
      assertThat(setting[0]).isEqualTo("--set");
      actual.put(setting[1], setting[2]);
    }
    var expected = settings("streams.properties");
    expected.put("http.host", "0.0.0.0");
    expected.put("num.standby.replicas", "0");
    expected.put("state.dir", "/var/tmp/pinstream");
    assertThat(actual).isEqualTo(expected);
    var port = expected.get("http.port");
    assertThat(container.at("/PortMappings/0/ContainerPort").asText()).isEqualTo(port);
    assertThat(container.at("/HealthCheck/Command").toString())
        .contains("ReadinessProbe\",\"%s\"".formatted(port));
    assertThat(container.path("MountPoints").findValuesAsText("ContainerPath"))
        .as("what is written to although the image is read-only")
        .containsExactly("/var/tmp", "/tmp");
    assertThat(container.path("ReadonlyRootFilesystem").asBoolean()).isTrue();
  }

  @Test
  void theRestProxyHasTheSettingsThatUsersPasteAndOnlyTheApiReachesIt() throws IOException {
    var container = template.at("/Resources/RestTask/Properties/ContainerDefinitions/0");
    var actual = new TreeMap<Object, Object>();
    for (var argument : container.path("Command")) {
      var setting = evaluated(argument).split("=", 3);
      assertThat(setting[0]).isEqualTo("--set");
      actual.put(setting[1], setting[2]);
    }
    var expected = settings("rest.properties");
    expected.put("http.open", "true");
    expected.put("http.allowed.hosts", "*");
    assertThat(actual).isEqualTo(expected);
    var port = expected.get("http.port");
    assertThat(container.at("/PortMappings/0/ContainerPort").asText()).isEqualTo(port);
    assertThat(container.at("/HealthCheck/Command").toString())
        .contains("HealthProbe\",\"%s\"".formatted(port));
    assertThat(container.path("ReadonlyRootFilesystem").asBoolean()).isTrue();
    var resources = template.path("Resources");
    for (var resource : resources) {
      if (resource.path("Type").asText().equals("AWS::ApiGatewayV2::Route")) {
        assertThat(resource.at("/Properties/AuthorizationType").toString())
            .as("nobody comes in unasked")
            .isEqualTo("{\"Fn::If\":[\"TakesTokens\",\"JWT\",\"AWS_IAM\"]}");
        assertThat(resource.at("/Properties/RouteKey").asText())
            .matches("(ANY|GET) /(topics|streams)(/\\{proxy\\+})?");
      }
    }
    assertThat(resources.at("/RestFromApi/Properties/SourceSecurityGroupId").toString())
        .contains("RestLinkGroup");
    assertThat(resources.at("/RestApiStage/Properties/StageName/Ref").asText())
        .isEqualTo("RestStage");
  }

  @Test
  void theWorkerHasTheSettingsThatUsersPaste() throws IOException {
    var content = template.at("/Resources/Worker/Properties/PropertiesFileContent/Fn::Base64");
    var actual = new Properties();
    actual.load(new StringReader(evaluated(content)));
    assertThat(actual).isEqualTo(settings("worker.properties"));
  }

  @Test
  void everyConnectorComesBackUnderItsNameAndKeepsItsOffsetsThere() throws IOException {
    assertThat(settings("worker.properties")).containsKey("offset.storage.topic");
    assertThat(template.at("/Resources/SourceRole/Properties/ManagedPolicyArns").toString())
        .contains("WorkerPolicy");
    for (var resource : template.path("Resources")) {
      if (resource.path("Type").asText().equals("AWS::KafkaConnect::Connector")) {
        assertThat(resource.at("/Properties/ConnectorName/Fn::Sub").asText())
            .as("a name that no parameter but the stack's changes")
            .matches("\\$\\{AWS::StackName}-[a-z0-9-]+");
      }
    }
  }

  @Test
  void whateverTheWorkerConfigurationDependsOnIsInItsName() {
    var worker = template.at("/Resources/Worker/Properties");
    var name = worker.at("/Name/Fn::Sub").asText();
    assertThat(worker.path("PropertiesFileContent").findValuesAsText("Ref"))
        .isNotEmpty()
        .allMatch(
            parameter -> parameter.equals("AWS::Region") || name.contains("${" + parameter + "}"));
  }

  @Test
  void theOffsetsTopicIsMadeAsTheFileSaysAndOutlivesTheStack() throws IOException {
    var file = settings("worker.properties");
    assertThat(template.at("/Parameters/OffsetsPartitions/Default").asText())
        .isEqualTo(file.get("offset.storage.partitions"));
    var topic = template.at("/Resources/Offsets");
    assertThat(topic.path("DeletionPolicy").asText()).isEqualTo("Retain");
    assertThat(topic.at("/Properties/Configs/Fn::Base64").asText())
        .isEqualTo("cleanup.policy=compact\n");
    assertThat(evaluated(template.at("/Resources/LakeControl/Properties/TopicName")))
        .isEqualTo(settings("lakehouse.properties").get("iceberg.control.topic"));
  }

  /** What its expressions make of them is judged by .ci/step-functions. */
  @Test
  void theStateMachineHoldsTheQuestionsFiles() throws IOException {
    var machine = template.at("/Resources/Daily/Properties/Definition/States");
    var questions = SETTINGS.resolveSibling("questions");
    var posts = Files.readString(questions.resolve("posts.sql"));
    for (int number = 1; number <= 8; number++) {
      var item = machine.path("Questions").path("Items").path(number - 1);
      assertThat(item.path("number").asText()).isEqualTo(Integer.toString(number));
      assertThat(item.path("sql").asText())
          .isEqualTo(
              "posts as (\n"
                  + posts
                  + ")\n"
                  + Files.readString(questions.resolve(number + ".sql")));
    }
  }

  @Test
  void noPermissionIsForEverythingButWhereAwsKnowsNothingNarrower() {
    for (var statement : template.findValues("Statement")) {
      for (var each : statement) {
        if (each.path("Resource").asText().equals("*")) {
          assertThat(each.path("Action").toString())
              .isIn("[\"kafka:GetBootstrapBrokers\"]", "[\"ecr:GetAuthorizationToken\"]");
        }
        assertThat(each.path("Action").toString()).doesNotContain("*");
      }
    }
  }

  @Test
  void aPlaceholderWithoutAParameterIsNamed() throws IOException {
    Files.writeString(directory.resolve("worker.properties"), "a=<data base>\n");
    assertThatThrownBy(() -> RenderTemplate.json(SOURCE, directory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("worker.properties", "<data base>", "database url");
  }

  private static Map<Object, Object> settings(String file) throws IOException {
    var settings = new Properties();
    settings.load(new StringReader(filled(Files.readString(SETTINGS.resolve(file)))));
    return new TreeMap<>(settings);
  }

  private static String filled(String file) {
    var filled = file;
    for (var value : FILLED.entrySet()) {
      filled = filled.replace("<" + value.getKey() + ">", value.getValue());
    }
    return filled;
  }

  /** A policy with its functions evaluated. */
  private JsonNode plain(JsonNode node) {
    if (node.has("Ref") || node.has("Fn::Join")) {
      return TextNode.valueOf(evaluated(node));
    }
    if (node.isArray()) {
      var copy = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> copy.add(plain(element)));
      return copy;
    }
    if (node.isObject()) {
      var copy = JsonNodeFactory.instance.objectNode();
      node.properties().forEach(field -> copy.set(field.getKey(), plain(field.getValue())));
      return copy;
    }
    return node;
  }

  /** As CloudFormation evaluates it where no condition holds. */
  private String evaluated(JsonNode value) {
    if (value.isValueNode()) {
      return value.asText();
    }
    var function = value.properties().iterator().next();
    var arguments = function.getValue();
    return switch (function.getKey()) {
      case "Ref" ->
          VALUES.getOrDefault(
              arguments.asText(),
              template.path("Parameters").path(arguments.asText()).path("Default").asText());
      case "Fn::If" -> evaluated(arguments.path(2));
      case "Fn::Join" ->
          StreamSupport.stream(arguments.path(1).spliterator(), false)
              .map(this::evaluated)
              .collect(Collectors.joining());
      case "Fn::Select" -> {
        var list = arguments.path(1);
        yield list.has("Fn::Split")
            ? evaluated(list.at("/Fn::Split/1"))
                .split(list.at("/Fn::Split/0").asText(), -1)[arguments.path(0).asInt()]
            : evaluated(list);
      }
      default -> throw new IllegalArgumentException("unknown here: " + value);
    };
  }
}
