// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.cyclonedx.Version;
import org.cyclonedx.exception.ParseException;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BillOfMaterialsTest {
  private static final String BSD =
      "Redistribution and use in source and\n binary forms ... to endorse or promote products";
  private static final String MIT =
      "Permission is hereby granted, free of charge, to any person obtaining a copy\n"
          + "... The above copyright notice and this permission notice shall be included";

  @TempDir private Path directory;

  @Test
  void eachJarIsNamedAsMavenKnowsItOrAsItSays() throws Exception {
    var repository = directory.resolve("repository");
    Files.writeString(
        directory.resolve("licences.properties"),
        """
        orc-core=Apache-2.0,BSD-3-Clause-protobuf
        inside.orc-core-1.9.9-nohive=com.google.protobuf:protobuf-java:3.25.5
        """);
    var known = KnownLicences.in(directory);
    Files.writeString(
        directory.resolve("Apache-2.0.txt"), "Apache License\n  Version 2.0, January");
    Files.writeString(directory.resolve("BSD-3-Clause-protobuf.txt"), BSD);
    var archive =
        new ZipBuilder("plugin-1.0")
            .jar("orc-core-1.9.9-nohive.jar", new JarBuilder().artefact("hive", "storage", "2.8"))
            .jar(
                "ours-1.0.jar",
                new JarBuilder()
                    .artefact("io.pinstream", "ours", "1.0")
                    .text("LICENSE", MIT)
                    .text("NOTICE", BSD))
            .jar("unknown-3.jar", new JarBuilder())
            .text("lib/rds-ca.pem", "no jar")
            .in(directory);

    BillOfMaterials.write(
        archive,
        ResolvedArtefacts.read(
            repository,
            classPath(
                "archive", repository.resolve("org/orc/orc-core/1.9.9/orc-core-1.9.9-nohive.jar")),
            Map.of(
                "ours",
                classPath(
                    "ours",
                    repository.resolve("com/sdk/auth/2.57/auth-2.57.jar"),
                    directory.resolve("target/other-1.0.jar"))),
            known));

    var bill = bill("plugin-1.0.cdx.json");
    assertThat(bill.getComponents())
        .extracting(
            Component::getGroup, Component::getName, Component::getVersion, Component::getPurl)
        .containsExactly(
            tuple(
                "org.orc",
                "orc-core",
                "1.9.9",
                "pkg:maven/org.orc/orc-core@1.9.9?classifier=nohive"),
            tuple("io.pinstream", "ours", "1.0", "pkg:maven/io.pinstream/ours@1.0"),
            tuple(null, "unknown", "3", null));
    assertThat(bill.getComponents())
        .filteredOn(component -> component.getComponents() != null)
        .flatExtracting(Component::getComponents)
        .extracting(Component::getPurl)
        .containsExactly(
            "pkg:maven/com.google.protobuf/protobuf-java@3.25.5",
            "pkg:maven/hive/storage@2.8",
            "pkg:maven/com.sdk/auth@2.57");
    var licences = bill.getComponents().stream().map(Component::getLicenses).toList();
    assertThat(licences.get(0).getExpression().getValue()).isEqualTo("Apache-2.0 AND BSD-3-Clause");
    assertThat(licences.get(1).getExpression().getValue()).isEqualTo("MIT");
    assertThat(licences.get(2)).isNull();
  }

  @Test
  void theSameArchiveHasTheSameBill() throws Exception {
    var archive = new ZipBuilder("plugin-1.0").jar("a-1.0.jar", new JarBuilder()).in(directory);
    var resolved = ResolvedArtefacts.of(KnownLicences.NONE);
    BillOfMaterials.write(archive, resolved);
    assertThat(directory.resolve("plugin-1.0.cdx.json"))
        .content()
        .doesNotContain("timestamp", "serialNumber", "bom-ref");
  }

  @Test
  void theZipWithAUsersArchiveInItHasABillOfItsOwn() throws Exception {
    var ours =
        new ZipBuilder("pinstream-msk-plugin-1.0")
            .manifest("msk-plugin", "1.0", "source", "Apache License 2.0")
            .jar("ours-1.0.jar", new JarBuilder().type("ours/A"))
            .in(directory);
    var theirs =
        new ZipBuilder("thing-2.0")
            .jar("thing-2.0.jar", new JarBuilder().artefact("acme", "thing", "2.0"))
            .in(directory);
    run(ours, theirs.toString());
    assertThat(bill("pinstream-msk-plugin-1.0-with-thing-2.0.cdx.json").getComponents())
        .extracting(Component::getName)
        .containsExactly("ours", "thing");

    run(ours, "");
    assertThat(directory.resolve("pinstream-msk-plugin-1.0-with-thing-2.0.cdx.json"))
        .doesNotExist();
    assertThat(bill("pinstream-msk-plugin-1.0.cdx.json").getComponents()).hasSize(1);
  }

  private static void run(Path archive, String extra) {
    PluginArchives.run(
        new String[] {"--archive=" + archive, "--s3-sink=", "--extra=" + extra}, line -> {});
  }

  private Path classPath(String name, Path... files) throws IOException {
    var paths = String.join(File.pathSeparator, Arrays.stream(files).map(Path::toString).toList());
    return Files.writeString(directory.resolve(name + ".classpath"), paths);
  }

  private Bom bill(String file) throws IOException, ParseException {
    var bill = directory.resolve(file).toFile();
    assertThat(new JsonParser().validate(bill, Version.VERSION_16)).isEmpty();
    return new JsonParser().parse(bill);
  }
}
