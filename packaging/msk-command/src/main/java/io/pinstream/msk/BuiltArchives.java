// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** What the build has left in {@code packaging/target}. */
record BuiltArchives(Path folder) {

  static BuiltArchives ofHome() {
    return new BuiltArchives(
        Path.of(System.getProperty("pinstream.home", "."), "packaging/target"));
  }

  /** The CloudFormation template. */
  String template() {
    var file = folder.resolve("pinstream-msk.json");
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new DeploymentException("%s is not there: run ./mvnw package".formatted(file), e);
    }
  }

  Path plain() {
    return find("pinstream-msk-plugin-", name -> !name.contains("-with-"), "./mvnw package");
  }

  Path withS3Sink() {
    return find(
        "pinstream-msk-plugin-",
        name -> name.contains("-with-s3-"),
        "./mvnw package -Ds3.sink.zip=confluentinc-kafka-connect-s3-<version>.zip");
  }

  Path lakehouse() {
    return find("pinstream-lakehouse-plugin-", name -> true, "./mvnw package");
  }

  private Path find(String prefix, Predicate<String> isWanted, String remedy) {
    try (var files = Files.newDirectoryStream(folder, prefix + "*.zip")) {
      return StreamSupport.stream(files.spliterator(), false)
          .filter(file -> isWanted.test(file.getFileName().toString()))
          .findFirst()
          .orElseThrow(
              () ->
                  new DeploymentException(
                      "%s has not the zip that is wanted: run %s".formatted(folder, remedy)));
    } catch (IOException e) {
      throw new DeploymentException("%s is not there: run %s".formatted(folder, remedy), e);
    }
  }
}
