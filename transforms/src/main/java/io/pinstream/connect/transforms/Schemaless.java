// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import io.pinstream.connect.transforms.FieldReader.SlotReader;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;

/** Values as they stand in records without a schema. */
final class Schemaless {
  private Schemaless() {}

  /**
   * The same value, all the way down, with maps for structs and text for what only a schema tells:
   * {@code 2020-08-28} for a date, {@code 03:52:47} for a time of day, all digits of a decimal.
   *
   * @param schema the value's; may be null
   * @throws Unclean for a date, a time or a decimal that has no such text
   */
  @SuppressWarnings("JavaUtilDate") // Connect's Date, Time and Timestamp are java.util.Dates.
  static Object of(Object value, Schema schema, TimestampOutput timestamps) {
    if (value instanceof Struct struct) {
      Map<String, Object> map = new LinkedHashMap<>();
      for (Field field : struct.schema().fields()) {
        Object held = new SlotReader(field).read(struct);
        map.put(field.name(), of(held, field.schema(), timestamps));
      }
      return map;
    }
    if (value instanceof Map<?, ?> entries) {
      Schema keys = schema == null ? null : schema.keySchema();
      Schema values = schema == null ? null : schema.valueSchema();
      Map<Object, Object> map = new LinkedHashMap<>();
      entries.forEach(
          (key, held) -> map.put(of(key, keys, timestamps), of(held, values, timestamps)));
      return map;
    }
    if (value instanceof List<?> elements) {
      Schema element = schema == null ? null : schema.valueSchema();
      List<Object> list = new ArrayList<>(elements.size());
      elements.forEach(held -> list.add(of(held, element, timestamps)));
      return list;
    }
    if (value instanceof Date date) {
      return of(date, schema == null ? null : schema.name(), timestamps);
    }
    return value instanceof BigDecimal decimal ? Conversion.plainText(decimal) : value;
  }

  @SuppressWarnings("JavaUtilDate") // As above.
  private static Object of(Date date, String logicalType, TimestampOutput timestamps) {
    if (org.apache.kafka.connect.data.Date.LOGICAL_NAME.equals(logicalType)) {
      return LocalDate.ofEpochDay(Math.floorDiv(date.getTime(), TimeUnit.DAYS.toMillis(1)))
          .toString();
    }
    if (Time.LOGICAL_NAME.equals(logicalType)) {
      try {
        return LocalTime.ofNanoOfDay(TimeUnit.MILLISECONDS.toNanos(date.getTime()))
            .format(DateTimeFormatter.ISO_LOCAL_TIME);
      } catch (DateTimeException e) {
        throw new Unclean("a time of day");
      }
    }
    return timestamps == TimestampOutput.ISO ? IsoTimestamp.format(date.getTime()) : date;
  }

  /** Whether only the schema tells what its values are: dates, times of day, what holds such. */
  static boolean loses(Schema schema) {
    return switch (schema.type()) {
      case STRUCT, MAP -> true;
      case ARRAY -> loses(schema.valueSchema());
      case INT32 ->
          org.apache.kafka.connect.data.Date.LOGICAL_NAME.equals(schema.name())
              || Time.LOGICAL_NAME.equals(schema.name());
      default -> false;
    };
  }
}
