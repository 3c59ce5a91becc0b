// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.SchemaBuilderException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Timeout;

/**
 * Lines of a properties file, as the settings of each transform and predicate in turn: what is
 * wrong is a {@link ConfigException} that names a setting, and with what is right a record is taken
 * or is a {@link DataException}.
 */
@Timeout(20)
class SettingsFuzzTest {
  /** Longer ones only cost the fuzzer time: they say nothing that a short one can't. */
  private static final int LONGEST = 2000;

  private static final Schema ROW =
      SchemaBuilder.struct()
          .field("ind", Schema.INT32_SCHEMA)
          .field("title", Schema.OPTIONAL_STRING_SCHEMA)
          .field("deleted", Schema.OPTIONAL_BOOLEAN_SCHEMA)
          .build();

  private static final List<SinkRecord> RECORDS =
      List.of(
          Cleaning.record(null, null),
          Cleaning.record(null, Map.of("ind", 7, "after", Map.of("title", "1k"))),
          Cleaning.record(ROW, new Struct(ROW).put("ind", 7).put("title", "1k")),
          new SinkRecord("ada.pin", 0, null, "7", null, Map.of("index", 7L, "title", "t"), 1));

  @FuzzTest
  void wrongSettingsAreNamed(byte[] input) {
    Map<String, String> settings = settings(input);
    try (Clean<SinkRecord> clean = new Clean.Value<>();
        HasField<SinkRecord> predicate = new HasField.Value<>();
        TombstoneToRow<SinkRecord> deletions = new TombstoneToRow<>()) {
      run(clean, clean.config(), settings, clean::apply);
      run(predicate, predicate.config(), settings, predicate::test);
      run(deletions, deletions.config(), settings, deletions::apply);
    }
  }

  private static Map<String, String> settings(byte[] input) {
    Properties lines = new Properties();
    try {
      lines.load(new ByteArrayInputStream(input, 0, Math.min(input.length, LONGEST)));
    } catch (IOException | IllegalArgumentException e) {
      // A worker's file would be refused as a whole.
      lines.clear();
    }
    Map<String, String> settings = new HashMap<>();
    lines.forEach((name, value) -> settings.put((String) name, (String) value));
    return settings;
  }

  private static void run(
      Configurable plugin,
      ConfigDef declared,
      Map<String, String> settings,
      Consumer<SinkRecord> use) {
    boolean valid =
        declared.validate(settings).stream().allMatch(value -> value.errorMessages().isEmpty());
    try {
      plugin.configure(settings);
    } catch (ConfigException e) {
      Set<String> names = new TreeSet<>(declared.names());
      names.addAll(settings.keySet());
      assertThat(names).as(e.getMessage()).anyMatch(e.getMessage()::contains);
      return;
    }
    assertThat(valid).as("what a worker would say before").isTrue();
    for (SinkRecord record : RECORDS) {
      try {
        use.accept(record);
      } catch (DataException e) {
        assertThat(e).as("of the settings").isNotInstanceOf(SchemaBuilderException.class);
      }
    }
  }
}
