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
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The template's source, in which connectors name their files of settings. */
final class Template {
  private static final String SETTINGS = "Pinstream::Settings";
  private static final String WORKER = "Pinstream::Worker";
  private static final int NAME_DIGITS = 8;

  private final Path settings;

  private Template(Path settings) {
    this.settings = settings;
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
      return new Template(settings).rendered(new Yaml(new SafeConstructor(options)).load(reader));
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
      return worker(file(map.get(WORKER)).forWorker());
    }
    var copy = new LinkedHashMap<String, Object>();
    for (var entry : map.entrySet()) {
      copy.put((String) entry.getKey(), rendered(entry.getValue()));
    }
    return copy;
  }

  private MskSettings file(Object name) throws IOException {
    return new MskSettings(settings.resolve((String) name));
  }

  // A worker configuration cannot be changed, only made anew, under another name.
  private static Map<String, Object> worker(Object content) {
    return Map.of(
        "Name",
        Map.of("Fn::Sub", "${AWS::StackName}-worker-" + digest(content.toString())),
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
