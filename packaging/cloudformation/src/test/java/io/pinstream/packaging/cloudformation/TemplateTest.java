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
  void cloudFormationWouldTakeTheTrialsToo() throws IOException {
    var trial =
        new ObjectMapper().readTree(RenderTemplate.json(Path.of("pinstream-trial.yaml"), SETTINGS));
    assertThat(TemplateCheck.faults(template, trial)).isEmpty();
  }

  @Test
  void theTrialsOutputsAreOptionsOfTheDeployment() throws IOException {
    var trial =
        new ObjectMapper().readTree(RenderTemplate.json(Path.of("pinstream-trial.yaml"), SETTINGS));
    assertThat(trial.path("Outputs").findValuesAsText("Description"))
        .allMatch(
            description ->
                description.matches(
                    "--(cluster|bootstrap-servers|subnets|security-groups|database|database-secret)\\b.*"));
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
  void theWorkerHasTheSettingsThatUsersPaste() throws IOException {
    var content = template.at("/Resources/Worker/Properties/PropertiesFileContent/Fn::Base64");
    var actual = new Properties();
    actual.load(new StringReader(evaluated(content)));
    assertThat(actual).isEqualTo(settings("worker.properties"));
  }

  @Test
  void everyConnectorComesBackUnderItsNameAndKeepsItsOffsetsThere() throws IOException {
    assertThat(settings("worker.properties")).containsKey("offset.storage.topic");
    var policies = template.at("/Resources/SourceRole/Properties/Policies").toString();
    assertThat(policies).contains("/" + settings("worker.properties").get("offset.storage.topic"));
    for (var resource : template.path("Resources")) {
      if (resource.path("Type").asText().equals("AWS::KafkaConnect::Connector")) {
        assertThat(resource.at("/Properties/ConnectorName/Fn::Sub").asText())
            .as("a name that no parameter but the stack's changes")
            .matches("\\$\\{AWS::StackName}-[a-z0-9-]+");
      }
    }
  }

  @Test
  void noPermissionIsForEverything() {
    for (var statement : template.findValues("Statement")) {
      for (var each : statement) {
        assertThat(each.path("Resource").asText()).isNotEqualTo("*");
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

  /** As CloudFormation evaluates it. */
  private static String evaluated(JsonNode value) {
    if (value.isTextual()) {
      return value.asText();
    }
    if (value.has("Ref")) {
      return VALUES.get(value.path("Ref").asText());
    }
    var joined = new StringBuilder();
    for (var part : value.path("Fn::Join").path(1)) {
      joined.append(evaluated(part));
    }
    return joined.toString();
  }
}
