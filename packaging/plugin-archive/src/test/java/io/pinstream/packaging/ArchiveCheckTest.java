// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zips that break in a worker, each in its own way. */
class ArchiveCheckTest {
  private static final String SINK_TYPE = "org/apache/kafka/connect/sink/SinkConnector";

  @TempDir private Path directory;
  private final ZipBuilder zip = new ZipBuilder("acme-sink-1.0");

  @Test
  void aSoundArchivePasses() {
    zip.jar(
            "acme-sink-1.0.jar",
            new JarBuilder()
                .type("acme/Sink", SINK_TYPE)
                .service(JarBuilder.SINK, "acme.Sink")
                .type("META-INF/versions/9/module-info")
                .typeForJava(21, "META-INF/versions/21/acme/Sink"))
        .jar("acme-core-1.0.jar", new JarBuilder().type("acme/Core").type("acme/Same"))
        .jar("acme-same-1.0.jar", new JarBuilder().type("acme/Same"));
    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void twoVersionsOfAnArtefactAreNamed() {
    zip.jar("guava-31.1-jre.jar", new JarBuilder().type("com/google/A"))
        .jar("guava-33.0-jre.jar", new JarBuilder().type("com/google/A"));
    assertRefused()
        .hasMessageContainingAll(
            "acme-sink-1.0.zip",
            "guava is there in 2 versions (guava-31.1-jre.jar, guava-33.0-jre.jar)",
            "keep one");
  }

  @Test
  void anArtefactIsKnownByItsDescriptorWhateverItsFileIsCalled() {
    zip.jar("core-2.0-linux.jar", new JarBuilder().type("acme/A").artefact("acme", "core", "2.0"))
        .jar("core-2.1.jar", new JarBuilder().type("acme/B").artefact("acme", "core", "2.1"));
    assertRefused().hasMessageContaining("core is there in 2 versions");
  }

  @Test
  void theDescriptorsOfWhatWasShadedIntoAJarAreNotItsOwn() {
    zip.jar("all-1.0.jar", new JarBuilder().type("acme/A").artefact("acme", "core", "2.0"))
        .jar("core-2.1.jar", new JarBuilder().type("acme/B").artefact("acme", "core", "2.1"));
    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void aMixOfTwoAwsSdksIsNamed() {
    var group = "software.amazon.awssdk";
    zip.jar("s3-2.28.23.jar", new JarBuilder().type("a/S3").artefact(group, "s3", "2.28.23"))
        .jar("auth-2.57.8.jar", new JarBuilder().type("a/Auth").artefact(group, "auth", "2.57.8"))
        .jar("core-2.57.8.jar", new JarBuilder().type("a/Core").artefact(group, "core", "2.57.8"));
    assertRefused()
        .hasMessageContaining(
            "software.amazon.awssdk is there in the releases 2.28, 2.57 (of the fewest: s3-2.28.23.jar)");
  }

  @Test
  void aClassWithTwoBodiesIsNamedWithBothJars() {
    zip.jar("first-1.0.jar", new JarBuilder().type("acme/Twin").type("acme/Other"))
        .jar(
            "second-1.0.jar",
            new JarBuilder().typeWithField("acme/Twin", "x").typeWithField("acme/Other", "x"));
    assertRefused()
        .hasMessageContaining("first-1.0.jar and second-1.0.jar both hold acme.Other and 1 more");
  }

  @Test
  void whatTheWorkerHasIsNamed() {
    zip.jar("kafka-clients-3.7.2.jar", new JarBuilder().type("org/apache/kafka/clients/A"))
        .jar("logging-1.0.jar", new JarBuilder().type("org/slf4j/Logger").type("acme/B"))
        .jar("iam-2.3.jar", new JarBuilder().type("software/amazon/msk/auth/iam/Login"));
    assertRefused()
        .hasMessageContainingAll(
            "kafka-clients-3.7.2.jar holds org.apache.kafka.clients.A, which the worker has",
            "logging-1.0.jar holds org.slf4j.Logger",
            "iam-2.3.jar holds software.amazon.msk.auth.iam.Login");
  }

  @Test
  void aPluginWithoutItsManifestIsNamedHoweverFarItsAncestor() {
    zip.jar("base-1.0.jar", new JarBuilder().type("acme/Base", SINK_TYPE))
        .jar(
            "json-1.0.jar",
            new JarBuilder()
                .type("acme/Derived", "acme/Base")
                .type("acme/Json", "org/apache/kafka/connect/json/JsonConverter")
                .service(JarBuilder.SINK, "acme.Base"));
    assertRefused()
        .hasMessageContainingAll(
            "json-1.0.jar: acme.Derived is in no META-INF/services/" + JarBuilder.SINK,
            "acme.Json is in no META-INF/services/org.apache.kafka.connect.storage.Converter");
  }

  @Test
  void aManifestWithoutItsPluginIsNamed() {
    zip.jar("sink-1.0.jar", new JarBuilder().type("acme/A").service(JarBuilder.SINK, "acme.Gone"));
    assertRefused().hasMessageContainingAll("sink-1.0.jar", "names acme.Gone", "drop the line");
  }

  @Test
  void aClassOfANewerJavaIsNamed() {
    zip.jar("new-1.0.jar", new JarBuilder().typeForJava(21, "acme/New"));
    assertRefused()
        .hasMessageContaining(
            "new-1.0.jar holds acme/New.class for Java 21, and MSK Connect runs Java 17");
  }

  @Test
  void aBrokenClassIsNamed() {
    zip.jar("broken-1.0.jar", new JarBuilder().text("acme/A.class", "cut"));
    assertRefused().hasMessageContaining("acme/A.class in broken-1.0.jar is damaged");
  }

  @Test
  void everyViolationIsListedAtOnce() {
    zip.jar("a-1.jar", new JarBuilder().type("org/slf4j/Logger"))
        .jar("b-1.jar", new JarBuilder().typeForJava(21, "acme/New"));
    assertRefused().hasMessageContainingAll("org.slf4j.Logger", "acme/New.class");
  }

  @Test
  void whatIsNoZipIsRefused() throws IOException {
    var page = Files.writeString(directory.resolve("page.zip"), "<html>not found</html>");
    assertThatThrownBy(() -> PluginArchive.read(page))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContainingAll("page.zip", "as it was downloaded");
  }

  @Test
  void aZipWithoutJarsIsRefused() {
    assertThatThrownBy(() -> PluginArchive.read(zip.text("README", "hello").in(directory)))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("holds no jar");
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused() {
    return assertThatThrownBy(this::check).isInstanceOf(ArchiveException.class);
  }

  private void check() {
    ArchiveCheck.check(PluginArchive.read(zip.in(directory)));
  }
}
