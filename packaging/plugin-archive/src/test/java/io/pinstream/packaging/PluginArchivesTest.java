// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The zip with other plugins in it. */
class PluginArchivesTest {
  private static final String SOURCE = "org.apache.kafka.connect.source.SourceConnector";
  private static final String MERGED = "pinstream-msk-plugin-1.0-with-s3-12.1.9.zip";
  private static final String TOP = "pinstream-msk-plugin-1.0-with-s3-12.1.9/";

  @TempDir private Path directory;
  private final List<String> said = new ArrayList<>();
  private Path base;
  private Path sink;

  @BeforeEach
  void makeArchives() {
    base =
        new ZipBuilder("pinstream-msk-plugin-1.0")
            .manifest("msk-plugin", "1.0", "source", "Apache License 2.0")
            .jar(
                "source-1.0.jar",
                new JarBuilder()
                    .type("acme/Source", "org/apache/kafka/connect/source/SourceConnector")
                    .service(SOURCE, "acme.Source"))
            .jar("checker-3.55.jar", new JarBuilder().typeWithField("checker/A", "newer"))
            .text("doc/LICENSE", "Apache")
            .in(directory);
    sink = sink().in(directory);
  }

  private static ZipBuilder sink() {
    return new ZipBuilder("confluentinc-kafka-connect-s3-12.1.9")
        .manifest("kafka-connect-s3", "12.1.9", "sink", "Confluent Community License")
        .jar(
            "kafka-connect-s3-12.1.9.jar",
            new JarBuilder().type("confluent/Sink", "org/apache/kafka/connect/sink/SinkConnector"))
        .jar("checker-3.33.jar", new JarBuilder().type("checker/A"))
        .jar("slf4j-api-1.7.36.jar", new JarBuilder().type("org/slf4j/Logger"))
        .text("doc/LICENSE", "Confluent")
        .text("doc/notices/NOTICE-avro.txt", "Avro")
        .text("etc/quickstart.properties", "a=b");
  }

  @Test
  void theSinkGoesInWithItsLicenceAndNotices() throws IOException {
    run(sink.toString(), "");
    var merged = entries(directory.resolve(MERGED));
    assertThat(merged)
        .containsOnlyKeys(
            TOP + "manifest.json",
            TOP + "doc/LICENSE",
            TOP + "doc/kafka-connect-s3/LICENSE",
            TOP + "doc/kafka-connect-s3/notices/NOTICE-avro.txt",
            TOP + "lib/source-1.0.jar",
            TOP + "lib/kafka-connect-s3-12.1.9.jar",
            TOP + "lib/checker-3.55.jar",
            TOP + "lib/service-manifests.jar");
    assertThat(said)
        .contains(
            "checker-3.33.jar of confluentinc-kafka-connect-s3-12.1.9.zip stays out: checker-3.55.jar is newer",
            "slf4j-api-1.7.36.jar of confluentinc-kafka-connect-s3-12.1.9.zip stays out: the worker has it");
    assertThat(merged.get(TOP + "doc/kafka-connect-s3/LICENSE")).asString().isEqualTo("Confluent");
    var manifest = new ObjectMapper().readTree(merged.get(TOP + "manifest.json"));
    assertThat(manifest.path("version").asText()).isEqualTo("1.0-with-s3-12.1.9");
    assertThat(manifest.path("component_types")).hasToString("[\"source\",\"sink\"]");
    assertThat(manifest.path("license").findValuesAsText("name"))
        .containsExactly("Apache License 2.0", "Confluent Community License");
  }

  @Test
  void aPluginThatDoesNotDeclareItselfIsDeclared() throws IOException {
    run(sink.toString(), "");
    var jar = entries(directory.resolve(MERGED)).get(TOP + "lib/service-manifests.jar");
    try (var content = new ZipInputStream(new ByteArrayInputStream(jar))) {
      assertThat(content.getNextEntry().getName())
          .isEqualTo("META-INF/services/" + JarBuilder.SINK);
      assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("confluent.Sink\n");
    }
  }

  @Test
  void theSameInputGivesTheSameBytes() throws IOException {
    run(sink.toString(), "");
    var first = Files.readAllBytes(directory.resolve(MERGED));
    run(sink.toString(), "");
    assertThat(Files.readAllBytes(directory.resolve(MERGED))).isEqualTo(first);
  }

  @Test
  void furtherArchivesGoInToo() throws IOException {
    var jdbc =
        new ZipBuilder("confluentinc-kafka-connect-jdbc-10.9.0")
            .jar("kafka-connect-jdbc-10.9.0.jar", new JarBuilder().type("jdbc/A"))
            .in(directory);
    var plain = new ZipBuilder("thing-2.0").jar("thing-2.0.jar", new JarBuilder()).in(directory);
    run(sink.toString(), jdbc + "," + plain);
    assertThat(
            entries(
                directory.resolve(
                    "pinstream-msk-plugin-1.0-with-s3-12.1.9-jdbc-10.9.0-thing-2.0.zip")))
        .hasSize(10);
  }

  @Test
  void aClashWithAnAddedArchiveFailsTheBuild() {
    var clashing =
        new ZipBuilder("other-1.0")
            .jar("other-1.0.jar", new JarBuilder().type("checker/A"))
            .in(directory);
    assertThatThrownBy(() -> run("", clashing.toString()))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContainingAll(
            "pinstream-msk-plugin-1.0-with-other-1.0.zip",
            "checker-3.55.jar and other-1.0.jar both hold checker.A");
    assertThat(directory.resolve("pinstream-msk-plugin-1.0-with-other-1.0.zip"))
        .as("what is refused does not stay")
        .doesNotExist();
    assertThat(base).exists();
  }

  @Test
  void aZipOfOursThatIsRefusedDoesNotStay() {
    var refused =
        new ZipBuilder("pinstream-lakehouse-plugin-1.0")
            .jar("a-1.0.jar", new JarBuilder().type("same/A"))
            .jar("b-1.0.jar", new JarBuilder().typeWithField("same/A", "other"))
            .in(directory);
    assertThatThrownBy(() -> PluginArchives.run(new String[] {"--archive=" + refused}, said::add))
        .isInstanceOf(ArchiveException.class);
    assertThat(refused).doesNotExist();
  }

  @Test
  void withoutAnythingToAddThereIsNoOtherZipNotEvenAnOldOne() throws IOException {
    run(sink.toString(), "");
    run("", "");
    assertThat(directory.resolve(MERGED)).doesNotExist();
    assertThat(said)
        .last()
        .asString()
        .contains("S3 sink is not in it, and is not tested", "-Ds3.sink.zip=FILE");
    assertThat(base).exists();
  }

  @Test
  void anArchiveThatIsNotTheS3SinkIsRefused() {
    assertThatThrownBy(() -> run(base.toString(), ""))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContainingAll("-Ds3.sink.zip=", "as it was downloaded");
  }

  @Test
  void theAuthoritiesOfTheDatabaseGoBesideTheJars() throws Exception {
    var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    try (var in =
        Files.newInputStream(
            Path.of(System.getProperty("java.home"), "lib", "security", "cacerts"))) {
      trusted.load(in, null);
    }
    var pem =
        "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
            .formatted(
                Base64.getMimeEncoder()
                    .encodeToString(
                        trusted.getCertificate(trusted.aliases().nextElement()).getEncoded()));
    var file = Files.writeString(directory.resolve("eu-west-1-bundle.pem"), pem);

    PluginArchives.run(
        new String[] {"--archive=" + base, "--rds-ca=" + file, "--s3-sink=" + sink, "--extra="},
        said::add);

    assertThat(entries(base).get("pinstream-msk-plugin-1.0/lib/rds-ca.pem"))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(pem);
    assertThat(entries(directory.resolve(MERGED))).containsKey(TOP + "lib/rds-ca.pem");
    assertThat(LicencesTest.timesOtherThanThatOfChange(base)).isEmpty();
  }

  @Test
  void aFileWithoutAuthoritiesIsRefused() throws IOException {
    var file = Files.writeString(directory.resolve("empty.pem"), "");

    assertThatThrownBy(
            () ->
                PluginArchives.run(
                    new String[] {"--archive=" + base, "--rds-ca=" + file}, said::add))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("is no file of certificates in the PEM form");
    assertThat(base).doesNotExist();
  }

  @Test
  void twoVersionsThatCannotBeComparedAreNamed() {
    var odd = sink().jar("checker-9.0+.jar", new JarBuilder().type("checker/A")).in(directory);
    assertThatThrownBy(() -> run(odd.toString(), ""))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContainingAll("checker-9.0+.jar", odd.getFileName().toString(), "take one");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> run("/no/such.zip", ""))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("/no/such.zip");
  }

  private void run(String s3Sink, String extra) {
    PluginArchives.run(
        new String[] {"--archive=" + base, "--s3-sink=" + s3Sink, "--extra=" + extra}, said::add);
  }

  private static Map<String, byte[]> entries(Path file) throws IOException {
    try (var zip = new ZipFile(file.toFile())) {
      var entries = new HashMap<String, byte[]>();
      for (ZipEntry entry : zip.stream().toList()) {
        entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
      return entries;
    }
  }
}
