// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Timeout;

/**
 * An expression on the first line, texts of the field {@code in} on the others: a bad expression is
 * a {@link ConfigException}, a bad value a {@link DataException} and that only where {@code
 * on.error} is {@code fail}.
 */
@Timeout(20)
class FieldExpressionFuzzTest {
  /** Longer ones only cost the fuzzer time: they say nothing that a short one can't. */
  private static final int LONGEST = 2000;

  @FuzzTest
  void onlyItsOwnErrorsComeOut(byte[] input) {
    String[] lines = new String(input, 0, Math.min(input.length, LONGEST), UTF_8).split("\n", -1);
    List<Object> values = new ArrayList<>();
    Arrays.stream(lines).skip(1).forEach(line -> addForms(line, values));
    for (OnError policy : OnError.values()) {
      try (Clean.Value<SinkRecord> clean = new Clean.Value<>()) {
        if (configured(clean, lines[0], policy)) {
          values.forEach(value -> clean(clean, policy, value));
        }
      }
    }
  }

  /** Text, and what else a record's field may hold, as far as the text says one. */
  @SuppressWarnings("JavaUtilDate") // Connect's Timestamp is a java.util.Date.
  private static void addForms(String line, List<Object> values) {
    values.add(line);
    values.add(Arrays.asList(line.split(",", -1)));
    values.add(line.getBytes(UTF_8));
    values.add(Map.of("in", line));
    try {
      BigDecimal number = new BigDecimal(line);
      values.add(number.doubleValue());
      values.add(number.floatValue());
      values.add(number.longValue());
      values.add(number.intValue());
      values.add(new Date(number.longValue()));
    } catch (NumberFormatException e) {
      // Then it is text only.
    }
  }

  private static boolean configured(
      Clean.Value<SinkRecord> clean, String expression, OnError policy) {
    Map<String, String> settings = new HashMap<>();
    settings.put("fields", "out,*");
    settings.put("field.out", expression);
    settings.put("on.error", policy.name().toLowerCase(Locale.ROOT));
    try {
      clean.configure(settings);
      return true;
    } catch (ConfigException e) {
      assertThat(e).hasMessageContaining("expected ");
      return false;
    }
  }

  private static void clean(Clean.Value<SinkRecord> clean, OnError policy, Object value) {
    apply(clean, policy, null, Map.of("in", value));
    Schema schema = schema(value);
    if (schema != null) {
      Schema row = SchemaBuilder.struct().field("in", schema).build();
      SinkRecord cleaned = apply(clean, policy, row, new Struct(row).put("in", value));
      if (cleaned != null && cleaned.value() instanceof Struct struct) {
        struct.validate();
      }
    }
  }

  private static SinkRecord apply(
      Clean.Value<SinkRecord> clean, OnError policy, Schema schema, Object row) {
    try {
      SinkRecord cleaned = clean.apply(Cleaning.record(schema, row));
      assertThat(cleaned.key()).isEqualTo("1313");
      return cleaned;
    } catch (DataException e) {
      assertThat(policy).as("the policy, when %s", e).isEqualTo(OnError.FAIL);
      assertThat(e).hasMessageContaining("topic ada.topic, partition 2, offset 77");
      return null;
    }
  }

  private static Schema schema(Object value) {
    if (value instanceof List<?>) {
      return SchemaBuilder.array(Schema.STRING_SCHEMA).build();
    }
    if (value instanceof Date) {
      return Timestamp.SCHEMA;
    }
    Schema.Type type = ConnectSchema.schemaType(value.getClass());
    return type == null || !type.isPrimitive() ? null : SchemaBuilder.type(type).build();
  }
}
