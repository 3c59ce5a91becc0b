// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/** The proxy's OpenAPI document, against which every answer is held that a test gets. */
final class ApiDocument {
  private static final JsonNode DOCUMENT = read();

  private ApiDocument() {}

  private static JsonNode read() {
    try (InputStream file = ProxyRunner.class.getResourceAsStream("http/openapi.json")) {
      return new ObjectMapper().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails if the document does not say that there is such an answer; it knows no other paths. */
  static void check(String method, String path, int status, JsonNode body) {
    for (var template : DOCUMENT.get("paths").properties()) {
      JsonNode operation = template.getValue().get(method.toLowerCase(Locale.ROOT));
      if (operation != null && isOne(path, template.getKey())) {
        String what = method + " " + path + ": " + status;
        JsonNode response = resolved(operation.get("responses").path(Integer.toString(status)));
        assertThat(response.isMissingNode()).as("%s is not in the document", what).isFalse();
        if (body == null) {
          return;
        }
        response
            .path("content")
            .forEach(content -> checkFields(what, resolved(content.path("schema")), body));
        return;
      }
    }
  }

  private static boolean isOne(String path, String template) {
    String pattern = template.replaceAll("\\{[^}]+}", "[^/]+");
    return path.matches(
        template.matches("/(topics|streams|brokers).*") ? "(/[^/]+)?" + pattern : pattern);
  }

  private static JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? DOCUMENT.at(node.get("$ref").asText().substring(1)) : node;
  }

  /** Each field of an answer is one of the document's, of a type that it may have. */
  private static void checkFields(String what, JsonNode schema, JsonNode value) {
    if (schema.has("type")) {
      assertThat(schema.get("type").toString())
          .as("%s: type of %s", what, value)
          .contains(type(value));
    }
    for (JsonNode required : schema.path("required")) {
      assertThat(value.has(required.asText())).as("%s: %s has %s", what, value, required).isTrue();
    }
    if (value.isArray()) {
      value.forEach(item -> checkFields(what, resolved(schema.path("items")), item));
    } else if (value.isObject() && schema.has("properties")) {
      for (var field : value.properties()) {
        JsonNode property = schema.get("properties").path(field.getKey());
        assertThat(property.isMissingNode()).as("%s: the field %s", what, field.getKey()).isFalse();
        checkFields(what, resolved(property), field.getValue());
      }
    }
  }

  private static String type(JsonNode value) {
    return value.isIntegralNumber()
        ? "integer"
        : value.getNodeType().toString().toLowerCase(Locale.ROOT);
  }
}
