// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The template that the build writes. */
class TemplateTest {
  private static final Path SOURCE = Path.of("pinstream-msk.yaml");
  private static final Path SETTINGS = Path.of("../../config/msk");
  private static final int LARGEST_WITHOUT_A_BUCKET = 51_200;
  private static final Map<String, String> VALUES =
      Map.of(
          "UserId", "someone",
          "DatabaseUrl", "jdbc:mysql://host:3306/pinterest",
          "DatabaseSecret", "rds!db-1",
          "BootstrapServers", "b-1:9098,b-2:9098",
          "BucketName", "lake",
          "AWS::Region", "eu-west-1");

  @TempDir private Path directory;
  private String text;
  private ObjectNode template;

  @BeforeEach
  void render() throws IOException {
    text = RenderTemplate.json(SOURCE, SETTINGS);
    template = (ObjectNode) new ObjectMapper().readTree(text);
  }

  @Test
  void cloudFormationWouldTakeIt() throws IOException {
    assertThat(TemplateCheck.faults(template)).isEmpty();
    assertThat(text.length()).isLessThan(LARGEST_WITHOUT_A_BUCKET);
    assertThat(text).doesNotContain("Pinstream::");
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
        .forEach(setting -> actual.put(setting.getKey(), evaluated(setting.getValue())));
    assertThat(actual).isEqualTo(expected);
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
  void theAppsRoleMayWriteEveryTopicThatTheAppMakes() {
    var policy = template.at("/Resources/StreamsPolicy/Properties/PolicyDocument").toString();
    assertThat(policy)
        .contains("${UserId}.post\"", "${UserId}.dlq\"", "${UserId}.answer.*\"")
        .contains("/pinstream-${UserId}-*-changelog\"")
        .contains("transactional-id/${Path}/pinstream-${UserId}-*\"");
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
    assertThat(template.at("/Resources/WorkerPolicy").toString()).contains("/${OffsetsTopic}\"");
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
    assertThat(template.at("/Parameters/OffsetsTopic/Default").asText())
        .isEqualTo(file.get("offset.storage.topic"));
    assertThat(template.at("/Parameters/OffsetsPartitions/Default").asText())
        .isEqualTo(file.get("offset.storage.partitions"));
    var topic = template.at("/Resources/Offsets");
    assertThat(topic.path("DeletionPolicy").asText()).isEqualTo("Retain");
    assertThat(topic.at("/Properties/Configs/Fn::Base64").asText())
        .isEqualTo("cleanup.policy=compact\n");
    assertThat(template.at("/Resources/LakeControl/Properties/TopicName").asText())
        .isEqualTo(settings("lakehouse.properties").get("iceberg.control.topic"));
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /Resources/Source/Properties              | ConnectorNam        | "x"                            | ConnectorNam
          /Resources/Source/Properties              | KafkaConnectVersion | "4.0.x"                        | 3.7.x
          /Resources/Source/Properties/Capacity     | ProvisionedCapacity | {"McuCount": 1}                | WorkerCount
          /Resources/Source/Properties              | ServiceExecutionRoleArn | {"Ref": "NoRole"}          | NoRole is neither a parameter nor a resource
          /Resources/Source/Properties              | ServiceExecutionRoleArn | {"Fn::GetAtt": ["SourceRole", "Arm"]} | SourceRole (AWS::IAM::Role) has no attribute Arm
          /Resources/JsonSink                       | Condition           | "WritesJsn"                    | WritesJsn is no condition
          /Resources/JsonSink                       | DependsOn           | "Sauce"                        | which is no resource
          /Resources/Logs/Properties                | LogGroupName        | {"Fn::Sub": "/${Stack}"}       | Stack is neither
          /Resources/TablesPolicy/Properties/PolicyDocument/Statement/0 | Action | "kafka-cluster:WriteTxnalId" | kafka-cluster:WriteTxnalId is no action
          /Resources/JsonSink                       | DependsOn           | "LakehouseSink"                | JsonSink names LakehouseSink, which is not made with
          /Outputs/NextStep                         | Value               | {"Ref": "Cluster"}             | NextStep names Cluster, which is not made with
          /Resources/StreamsService/Properties      | DesiredCount        | {"Fn::If": ["HasStandy", 2, 1]} | HasStandy is no condition
          /Resources/StreamsService/Properties      | DesiredCount        | {"Fn::If": ["HasStandby", 2, "one"]} | string found
          /Resources/StreamsTask/Properties/ContainerDefinitions/0 | Volumes | []                        | Volumes
          /Resources/StreamsTask/Properties         | NetworkMode         | "bridge"                       | awsvpc
          /Resources/Offsets/Properties             | Partitions          | 3                              | Partitions
          /Resources/Ground/Metadata                | Offsets             | {"Ref": "Offsets"}             | Ground names Offsets, which is not made with
          /Parameters                               | Idle                | {"Type": "String", "Description": "x"} | Idle is used nowhere
          """)
  void whatCloudFormationWouldRefuseIsFound(String where, String field, String value, String fault)
      throws IOException {
    ((ObjectNode) template.at(where)).set(field, new ObjectMapper().readTree(value));
    assertThat(TemplateCheck.faults(template)).anyMatch(line -> line.contains(fault));
  }

  @Test
  void aPlaceholderWithoutAParameterIsNamed() throws IOException {
    Files.writeString(directory.resolve("worker.properties"), "a=<data base>\n");
    assertThatThrownBy(() -> RenderTemplate.json(SOURCE, directory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("worker.properties", "<data base>", "database url");
  }

  private static Map<Object, Object> settings(String file) throws IOException {
    var filled =
        Files.readString(SETTINGS.resolve(file))
            .replace("<user.id>", VALUES.get("UserId"))
            .replace("<database url>", VALUES.get("DatabaseUrl"))
            .replace("<database secret>", VALUES.get("DatabaseSecret"))
            .replace("<bootstrap servers>", VALUES.get("BootstrapServers"))
            .replace("<bucket>", VALUES.get("BucketName"))
            .replace("<region>", VALUES.get("AWS::Region"));
    var settings = new Properties();
    settings.load(new StringReader(filled));
    return new TreeMap<>(settings);
  }

  /** As CloudFormation evaluates it where no condition holds. */
  private String evaluated(JsonNode value) {
    var chosen = Conditions.choose(value, condition -> false);
    if (chosen.isTextual()) {
      return chosen.asText();
    }
    if (chosen.has("Ref")) {
      var name = chosen.path("Ref").asText();
      return VALUES.getOrDefault(
          name, template.path("Parameters").path(name).path("Default").asText());
    }
    var joined = new StringBuilder();
    for (var part : chosen.path("Fn::Join").path(1)) {
      joined.append(evaluated(part));
    }
    return joined.toString();
  }
}
