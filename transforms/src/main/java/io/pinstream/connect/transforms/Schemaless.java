// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/** Values as they stand in records without a schema. */
final class Schemaless {
  private Schemaless() {}

  /** The same value with maps for structs, all the way down. */
  @SuppressWarnings("JavaUtilDate") // Connect's Timestamp is a java.util.Date.
  static Object of(Object value, TimestampForm timestamps) {
    if (value instanceof Struct struct) {
      Map<String, Object> map = new LinkedHashMap<>();
      for (Field field : struct.schema().fields()) {
        map.put(field.name(), of(struct.getWithoutDefault(field.name()), timestamps));
      }
      return map;
    }
    if (value instanceof Map<?, ?> entries) {
      Map<Object, Object> map = new LinkedHashMap<>();
      entries.forEach((key, element) -> map.put(of(key, timestamps), of(element, timestamps)));
      return map;
    }
    if (value instanceof List<?> elements) {
      List<Object> list = new ArrayList<>(elements.size());
      elements.forEach(element -> list.add(of(element, timestamps)));
      return list;
    }
    if (value instanceof Date date && timestamps == TimestampForm.ISO) {
      return IsoTimestamp.format(date.getTime());
    }
    return value;
  }
}
