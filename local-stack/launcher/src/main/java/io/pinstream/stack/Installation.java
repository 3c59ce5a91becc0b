// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A built checkout: where the plugin zips, the class paths of the child processes and the
 * properties are.
 */
public record Installation(Path home) {

  /** The checkout that the system property {@code pinstream.home} names. */
  public static Installation ofSystemProperty() {
    var home = System.getProperty("pinstream.home");
    if (home == null) {
      throw new StackException("pinstream.home is not set: start this with ./pinstream");
    }
    return new Installation(Path.of(home).toAbsolutePath().normalize());
  }

  /** The plugin zip for MSK, the only form in which the stack sees our plugins. */
  public Path mskPlugin() {
    return archive("pinstream-msk-plugin-");
  }

  /**
   * The plugin zip for MSK with Confluent's S3 sink in it, if its archive was given to the build.
   */
  public Optional<Path> mskPluginWithS3Sink() {
    return archives("pinstream-msk-plugin-", name -> name.contains("-with-s3-")).stream()
        .findFirst();
  }

  /**
   * The plugin zip for MSK with Confluent's JDBC connector in it, if its archive was given to the
   * build.
   */
  public Optional<Path> mskPluginWithJdbcConnector() {
    return archives("pinstream-msk-plugin-", name -> name.matches(".*-with-.*jdbc-.*")).stream()
        .findFirst();
  }

  /** The plugin zip with the Iceberg sink. */
  public Path lakehousePlugin() {
    return archive("pinstream-lakehouse-plugin-");
  }

  /** The Streams app as a zip of its own. */
  public Path streamsDistribution() {
    return archive("pinstream-streams-app-");
  }

  /** The REST proxy as a zip of its own. */
  public Path restDistribution() {
    return archive("pinstream-rest-proxy-");
  }

  private Path archive(String prefix) {
    return archives(prefix, name -> !name.contains("-with-")).stream()
        .findFirst()
        .orElseThrow(
            () ->
                new StackException(
                    "%s has no %s*.zip: build first with ./mvnw package -DskipTests"
                        .formatted(archives(), prefix)));
  }

  private List<Path> archives(String prefix, Predicate<String> isWanted) {
    return find(archives(), prefix + "*.zip", isWanted);
  }

  private static List<Path> find(Path directory, String glob, Predicate<String> isWanted) {
    try (var files = Files.newDirectoryStream(directory, glob)) {
      return StreamSupport.stream(files.spliterator(), false)
          .filter(file -> isWanted.test(file.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      throw new StackException(
          "%s is not there: build first with ./mvnw package -DskipTests".formatted(directory), e);
    }
  }

  private Path archives() {
    return home.resolve("packaging/target");
  }

  /** The jars of the Streams app: those of its distribution. */
  public List<Path> streamsAppClassPath() {
    return classPathOf("streams-app");
  }

  /** The jars of the REST proxy: those of its distribution. */
  public List<Path> restProxyClassPath() {
    return classPathOf("rest-proxy");
  }

  private List<Path> classPathOf(String module) {
    var target = home.resolve(module).resolve("target");
    var own = find(target, "pinstream-%s-*.jar".formatted(module), name -> true);
    if (own.isEmpty()) {
      throw new StackException(
          "%s has no pinstream-%s-*.jar: build first with ./mvnw package -DskipTests"
              .formatted(target, module));
    }
    return Stream.concat(own.stream().limit(1), jars(target.resolve("classpath")).stream())
        .toList();
  }

  /** The jars of a child process, as its module's build listed them. */
  public List<Path> classPath(String module) {
    return jars(home.resolve("local-stack").resolve(module).resolve("target/classpath"));
  }

  /**
   * The jars that a file of this checkout lists as a class path. Those of our own modules are this
   * checkout's, wherever it lay when it was built.
   */
  public List<Path> jars(Path file) {
    try {
      return Arrays.stream(Files.readString(file).strip().split(":"))
          .map(Path::of)
          .map(this::here)
          .toList();
    } catch (IOException e) {
      throw new StackException(
          "%s is not there: build first with ./mvnw package -DskipTests".formatted(file), e);
    }
  }

  private Path here(Path jar) {
    if (!jar.getFileName().toString().startsWith("pinstream-")
        || !jar.getParent().endsWith("target")) {
      return jar;
    }
    // MODULE/target/JAR, or PARENT/MODULE/target/JAR.
    int names = jar.getNameCount();
    return Stream.of(4, 3)
        .filter(depth -> depth <= names)
        .map(depth -> home.resolve(jar.subpath(names - depth, names)))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(
            () ->
                new StackException(
                    "%s is not in %s, which has moved since it was built: build again with ./mvnw package -DskipTests"
                        .formatted(jar.getFileName(), home)));
  }

  /** A file below {@code config}, such as {@code local/worker.properties}. */
  public Path config(String file) {
    return home.resolve("config").resolve(file);
  }

  /** A folder that outlives the stacks, made if it is not there, for what each would make anew. */
  public Path cache(String name) {
    try {
      return Files.createDirectories(home.resolve("local-stack/target").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
