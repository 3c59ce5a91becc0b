// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Confluent Hub's description of a component, {@code manifest.json} at the top of its archive. */
final class HubManifest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> LISTS =
      List.of("component_types", "license", "requirements", "tags");

  private final ObjectNode root;

  private HubManifest(ObjectNode root) {
    this.root = root;
  }

  /**
   * Reads a manifest.
   *
   * @throws ArchiveException if it is no JSON object
   */
  static HubManifest read(byte[] content, String whose) {
    try {
      if (JSON.readTree(content) instanceof ObjectNode object) {
        return new HubManifest(object);
      }
      throw new ArchiveException("the manifest.json of %s is no JSON object".formatted(whose));
    } catch (IOException e) {
      throw new ArchiveException(
          "the manifest.json of %s is no JSON: %s".formatted(whose, e.getMessage()), e);
    }
  }

  String name() {
    return root.path("name").asText();
  }

  String version() {
    return root.path("version").asText();
  }

  String title() {
    return root.path("title").asText(name());
  }

  HubManifest ofVersion(String version) {
    return new HubManifest(root.deepCopy().put("version", version));
  }

  /** This component with another one inside: its title says so, its lists hold what both have. */
  HubManifest with(HubManifest other) {
    var combined = root.deepCopy();
    combined.put("title", "%s, with %s %s".formatted(title(), other.title(), other.version()));
    for (var field : LISTS) {
      var list = combined.withArrayProperty(field);
      other.root.path(field).forEach(element -> addOnce(list, element));
    }
    return new HubManifest(combined);
  }

  private static void addOnce(ArrayNode list, JsonNode element) {
    for (var present : list) {
      if (present.equals(element)) {
        return;
      }
    }
    list.add(element);
  }

  byte[] toBytes() {
    var indenter = new DefaultIndenter("  ", "\n");
    var printer = new DefaultPrettyPrinter().withObjectIndenter(indenter);
    try {
      return (JSON.writer(printer).writeValueAsString(root) + "\n")
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
