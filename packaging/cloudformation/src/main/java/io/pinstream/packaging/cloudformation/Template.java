// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging.cloudformation;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The template's source, in which connectors and roles name their files in {@code config/msk}. */
final class Template {
  private static final String VALUES = "Pinstream::Values";
  private static final String SETTINGS = "Pinstream::Settings";
  private static final String POLICY = "Pinstream::Policy";
  private static final String WORKER = "Pinstream::Worker";
  private static final String COMMAND = "Pinstream::Command";
  private static final String CODE = "Pinstream::Code";
  private static final String STATES = "Pinstream::States";
  private static final int NAME_DIGITS = 8;

  private final Path source;
  private final Path settings;
  private final Placeholders placeholders;

  private Template(Path source, Path settings, Placeholders placeholders) {
    this.source = source;
    this.settings = settings;
    this.placeholders = placeholders;
  }

  /**
   * The template with the content of every file in it.
   *
   * @param source the template's YAML, in which no short forms ({@code !Ref}) are allowed
   * @param settings the folder of the files
   */
  static Object render(Path source, Path settings) throws IOException {
    var options = new LoaderOptions();
    options.setMaxAliasesForCollections(Integer.MAX_VALUE);
    options.setAllowDuplicateKeys(false);
    try (var reader = Files.newBufferedReader(source, StandardCharsets.UTF_8)) {
      Map<String, Object> content = new Yaml(new SafeConstructor(options)).load(reader);
      var placeholders = new Placeholders((Map<?, ?>) content.remove(VALUES));
      return new Template(source, settings, placeholders).rendered(content);
    }
  }

  private Object rendered(Object node) throws IOException {
    if (node instanceof List<?> list) {
      var copy = new ArrayList<Object>();
      for (var element : list) {
        copy.add(rendered(element));
      }
      return copy;
    }
    if (!(node instanceof Map<?, ?> map)) {
      return node;
    }
    if (map.containsKey(SETTINGS)) {
      return file(map.get(SETTINGS)).forConnector();
    }
    if (map.containsKey(POLICY)) {
      var file = settings.resolve("policies").resolve((String) map.get(POLICY));
      return filled(file, placeholders);
    }
    if (map.containsKey(STATES)) {
      return filled(settings.resolve((String) map.get(STATES)), placeholders.with(questions()));
    }
    if (map.containsKey(WORKER)) {
      return worker((Map<?, ?>) map.get(WORKER));
    }
    if (map.containsKey(COMMAND)) {
      return with((Map<?, ?>) map.get(COMMAND)).forCommand();
    }
    if (map.containsKey(CODE)) {
      return Map.of("ZipFile", Files.readString(source.resolveSibling((String) map.get(CODE))));
    }
    var copy = new LinkedHashMap<String, Object>();
    for (var entry : map.entrySet()) {
      copy.put((String) entry.getKey(), rendered(entry.getValue()));
    }
    return copy;
  }

  /** The SQL files beside the settings, by name: {@code posts.sql}, {@code 1.sql} ... */
  private Map<String, String> questions() throws IOException {
    var questions = new TreeMap<String, String>();
    try (var files = Files.newDirectoryStream(settings.resolveSibling("questions"), "*.sql")) {
      for (var file : files) {
        questions.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return questions;
  }

  private static Object filled(Path file, Placeholders placeholders) throws IOException {
    return filled(new ObjectMapper().readValue(file.toFile(), Object.class), file, placeholders);
  }

  private static Object filled(Object node, Path file, Placeholders placeholders) {
    if (node instanceof List<?> list) {
      return list.stream().map(element -> filled(element, file, placeholders)).toList();
    }
    if (node instanceof Map<?, ?> map) {
      var copy = new LinkedHashMap<Object, Object>();
      map.forEach((name, value) -> copy.put(name, filled(value, file, placeholders)));
      return copy;
    }
    return node instanceof String text ? placeholders.fill(text, file) : node;
  }

  private MskSettings file(Object name) throws IOException {
    return new MskSettings(settings.resolve((String) name), placeholders);
  }

  /** The settings of {@code file}, with what {@code further} puts over them. */
  private MskSettings with(Map<?, ?> description) throws IOException {
    var file = file(description.get("file"));
    ((Map<?, ?>) description.get("further"))
        .forEach((name, value) -> file.set((String) name, value));
    return file;
  }

  // A worker configuration cannot be changed, only made anew, under another name: whatever its
  // content depends on is in the name.
  private Map<String, Object> worker(Map<?, ?> worker) throws IOException {
    var content = with(worker).forWorker();
    var suffix = new StringBuilder();
    for (var parameter : (List<?>) worker.get("named for")) {
      suffix.append("-${").append(parameter).append("}");
    }
    return Map.of(
        "Name",
        Map.of("Fn::Sub", "${AWS::StackName}-worker-" + digest(content.toString()) + suffix),
        "PropertiesFileContent",
        Map.of("Fn::Base64", content));
  }

  private static String digest(String content) {
    try {
      var hash =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, NAME_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
