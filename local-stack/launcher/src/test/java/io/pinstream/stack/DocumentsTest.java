// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents name is there: files, headings, profiles, dependencies. */
class DocumentsTest {
  private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<]+)</artifactId>");
  private static final Pattern PROFILE_ID =
      Pattern.compile("<profile>\\s*(?:<!--.*?-->\\s*)?<id>([^<]+)</id>", Pattern.DOTALL);
  private static final Pattern PROFILE_IN_COMMAND = Pattern.compile("(?<!\\S)-P([a-z0-9,-]+)");
  private static final Pattern WORD = Pattern.compile("(\\w+)");
  private static final Pattern MANAGED =
      Pattern.compile(
          "<dependency>\\s*<groupId>[^<]+</groupId>\\s*<artifactId>([^<]+)</artifactId>");

  static List<Document> documents() throws IOException {
    return Document.all();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkLeadsSomewhere(Document document) {
    assertThat(document.deadLinks()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyProfileIsOneOfTheBuild(Document document) throws IOException {
    var profiles = inAllPoms(PROFILE_ID);
    assertThat(
            document.code().stream()
                .flatMap(code -> PROFILE_IN_COMMAND.matcher(code).results())
                .flatMap(match -> Stream.of(match.group(1).split(",", -1))))
        .isSubsetOf(profiles);
  }

  @Test
  void everyDependencyHasItsReason() throws IOException {
    var pom = Files.readString(Document.HOME.resolve("pom.xml"));
    var managed =
        pom.substring(
            pom.indexOf("<dependencyManagement>"), pom.indexOf("</dependencyManagement>"));
    var named = new TreeSet<>(Document.at("docs/dependencies.md").code());
    assertThat(named).containsAll(found(MANAGED, managed));
    var artifacts = inAllPoms(ARTIFACT);
    assertThat(
            Files.readAllLines(Document.HOME.resolve("docs/dependencies.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .flatMap(
                    line ->
                        Pattern.compile("`([a-zA-Z0-9._-]+)`")
                            .matcher(line.split("\\|", 3)[1])
                            .results())
                .map(match -> match.group(1)))
        .allSatisfy(
            name ->
                assertThat(name.startsWith("-P") || artifacts.contains(name)).as(name).isTrue());
  }

  static List<Path> packages() throws IOException {
    try (var files =
        Files.find(
            Document.HOME,
            16,
            (file, attributes) ->
                file.toString().contains("/src/main/java/") && file.toString().endsWith(".java"))) {
      return files.map(Path::getParent).distinct().sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("packages")
  void everyPackageNamesItsClassesAndWhatThreadsCallThem(Path folder) throws IOException {
    var words = found(WORD, Files.readString(folder.resolve("package-info.java")));
    try (var files = Files.list(folder)) {
      assertThat(words)
          .containsAll(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".java") && !name.equals("package-info.java"))
                  .map(name -> name.replace(".java", ""))
                  .toList())
          .containsAnyOf("thread", "threads", "Threads");
    }
  }

  private static Set<String> inAllPoms(Pattern pattern) throws IOException {
    try (var files = Files.find(Document.HOME, 4, (file, attributes) -> file.endsWith("pom.xml"))) {
      var all = new TreeSet<String>();
      for (Path pom : files.toList()) {
        all.addAll(found(pattern, Files.readString(pom)));
      }
      return all;
    }
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
