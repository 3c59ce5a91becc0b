// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceRecord;

/** Values as Connect's JSON converter writes them, without schemas. */
final class Json {

  private static final JsonConverter CONVERTER = new JsonConverter();

  static {
    CONVERTER.configure(Map.of("schemas.enable", "false"), false);
  }

  private Json() {}

  static String of(SourceRecord sourceRecord) {
    return of(sourceRecord.valueSchema(), sourceRecord.value());
  }

  /** Each field as its schema and its JSON: {@code INT32 7}. */
  static Map<String, String> byField(SourceRecord sourceRecord) {
    Struct value = (Struct) sourceRecord.value();
    Map<String, String> fields = new LinkedHashMap<>();
    for (Field field : value.schema().fields()) {
      Schema schema = field.schema();
      Schema alone = SchemaBuilder.struct().field("x", schema).build();
      String json = of(alone, new Struct(alone).put("x", value.get(field)));
      String type =
          schema.name() == null
              ? schema.type().toString()
              : schema.name().replace("org.apache.kafka.connect.data.", "");
      fields.put(field.name(), type + " " + json.substring("{\"x\":".length(), json.length() - 1));
    }
    return fields;
  }

  private static String of(Schema schema, Object value) {
    return new String(CONVERTER.fromConnectData("topic", schema, value), StandardCharsets.UTF_8);
  }
}
