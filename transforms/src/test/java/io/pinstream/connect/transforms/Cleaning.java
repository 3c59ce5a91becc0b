// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** A configured value transform, and shorthands for what tests do with it. */
final class Cleaning implements AutoCloseable {
  private final Clean<SinkRecord> clean = new Clean.Value<>();

  private Cleaning(Map<String, String> settings) {
    clean.configure(settings);
  }

  /** Settings as key, value, key, value ... */
  static Cleaning with(String... settings) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      map.put(settings[i], settings[i + 1]);
    }
    return new Cleaning(map);
  }

  static Cleaning with(Map<String, String> settings) {
    return new Cleaning(settings);
  }

  static Cleaning preset(String preset) {
    return with("preset", preset);
  }

  static SinkRecord record(Schema schema, Object value) {
    return new SinkRecord("ada.topic", 2, Schema.STRING_SCHEMA, "1313", schema, value, 77L);
  }

  SinkRecord apply(Object value) {
    return clean.apply(record(value instanceof Struct struct ? struct.schema() : null, value));
  }

  SinkRecord apply(SinkRecord record) {
    return clean.apply(record);
  }

  Struct struct(Struct value) {
    return (Struct) apply(value).value();
  }

  @SuppressWarnings("unchecked") // A schemaless record's value has text keys.
  Map<String, Object> map(Map<String, Object> value) {
    return (Map<String, Object>) apply(value).value();
  }

  /** A struct's fields in order. */
  static Map<String, Object> fields(Struct struct) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Field field : struct.schema().fields()) {
      map.put(field.name(), struct.get(field));
    }
    return map;
  }

  static List<String> names(Schema schema) {
    return schema.fields().stream().map(Field::name).toList();
  }

  @Override
  public void close() {
    clean.close();
  }
}
