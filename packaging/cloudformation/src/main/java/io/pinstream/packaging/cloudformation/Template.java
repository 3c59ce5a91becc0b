// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging.cloudformation;

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

/** The template's source, in which connectors name their files of settings. */
final class Template {
  private static final String VALUES = "Pinstream::Values";
  private static final String SETTINGS = "Pinstream::Settings";
  private static final String WORKER = "Pinstream::Worker";
  private static final String COMMAND = "Pinstream::Command";
  private static final String CODE = "Pinstream::Code";
  private static final int NAME_DIGITS = 8;

  private final Path source;
  private final Path settings;
  private final Map<?, ?> values;

  private Template(Path source, Path settings, Map<?, ?> values) {
    this.source = source;
    this.settings = settings;
    this.values = values;
  }

  /**
   * The template with every file's settings in it.
   *
   * @param source the template's YAML, in which no short forms ({@code !Ref}) are allowed
   * @param settings the folder of the files of settings
   */
  static Object render(Path source, Path settings) throws IOException {
    var options = new LoaderOptions();
    options.setMaxAliasesForCollections(Integer.MAX_VALUE);
    options.setAllowDuplicateKeys(false);
    try (var reader = Files.newBufferedReader(source, StandardCharsets.UTF_8)) {
      Map<String, Object> content = new Yaml(new SafeConstructor(options)).load(reader);
      var values = (Map<?, ?>) content.remove(VALUES);
      return new Template(source, settings, values).rendered(content);
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
    if (map.containsKey(WORKER)) {
      return worker((Map<?, ?>) map.get(WORKER));
    }
    if (map.containsKey(COMMAND)) {
      return command((Map<?, ?>) map.get(COMMAND));
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

  private MskSettings file(Object name) throws IOException {
    var filling = new TreeMap<String, Object>();
    values.forEach((placeholder, value) -> filling.put((String) placeholder, value));
    return new MskSettings(settings.resolve((String) name), filling);
  }

  private List<Object> command(Map<?, ?> command) throws IOException {
    var file = file(command.get("file"));
    ((Map<?, ?>) command.get("further")).forEach((name, value) -> file.set((String) name, value));
    return file.forCommand();
  }

  // A worker configuration cannot be changed, only made anew, under another name: whatever its
  // content depends on is in
  // the name.
  private Map<String, Object> worker(Map<?, ?> worker) throws IOException {
    var file = file(worker.get("file"));
    var suffix = new StringBuilder();
    ((Map<?, ?>) worker.get("parameters"))
        .forEach(
            (name, parameter) -> {
              file.set((String) name, Map.of("Ref", parameter));
              suffix.append("-${").append(parameter).append("}");
            });
    var content = file.forWorker();
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
