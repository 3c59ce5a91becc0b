// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** {@code *} among the fields keeps what no line names. */
class RestOfTheFieldsTest {
  private static final Schema ORDER =
      SchemaBuilder.struct()
          .field("id", Schema.INT64_SCHEMA)
          .field("first", Schema.OPTIONAL_STRING_SCHEMA)
          .field("last", Schema.OPTIONAL_STRING_SCHEMA)
          .field("phone", Schema.OPTIONAL_STRING_SCHEMA)
          .field("total", Decimal.schema(2))
          .build();

  private static Struct order() {
    return new Struct(ORDER)
        .put("id", 5L)
        .put("first", "Ada")
        .put("last", "Miller")
        .put("phone", "+44 (0) 20")
        .put("total", new BigDecimal("9.90"));
  }

  private static Cleaning cleaning(String fields, String... more) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("fields", fields);
    settings.put("field.name", "[first, last] | join ' '");
    settings.put("field.phone", "phone | replace '[^0-9+]' ''");
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return Cleaning.with(settings);
  }

  @Test
  void theRestStaysAsItIsInTheOrderOfTheInput() {
    try (Cleaning rest = cleaning("*")) {
      Struct cleaned = rest.struct(order());
      assertThat(Cleaning.names(cleaned.schema())).containsExactly("id", "phone", "total", "name");
      assertThat(cleaned.schema().field("total").schema()).isEqualTo(Decimal.schema(2));
      assertThat(cleaned.get("total")).isEqualTo(new BigDecimal("9.90"));
      assertThat(cleaned.get("phone")).isEqualTo("+44020");
      assertThat(cleaned.get("name")).isEqualTo("Ada Miller");
      assertThat(rest.map(new LinkedHashMap<>(Cleaning.fields(order()))).keySet())
          .containsExactly("id", "phone", "total", "name");
    }
  }

  @Test
  void listedFieldsStandWhereTheyAreListed() {
    try (Cleaning rest = cleaning("name, *, id")) {
      assertThat(Cleaning.names(rest.struct(order()).schema()))
          .containsExactly("name", "phone", "total", "id");
    }
  }

  @Test
  void aLineOfAnotherNameComesLast() {
    try (Cleaning rest = cleaning("id, *, total", "field.new", "id : string")) {
      assertThat(Cleaning.names(rest.struct(order()).schema()))
          .containsExactly("id", "phone", "total", "name", "new");
    }
  }

  @Test
  void recordsOfOneTopicMayDiffer() {
    try (Cleaning rest = cleaning("*")) {
      assertThat(rest.map(Map.of("id", 1, "gift", true)))
          .containsExactlyInAnyOrderEntriesOf(
              mapOf("id", 1, "gift", true, "phone", null, "name", null));
      assertThat(rest.map(Map.of("id", 2)).keySet())
          .containsExactlyInAnyOrder("id", "phone", "name");
    }
  }

  private static Map<String, Object> mapOf(Object... entries) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put((String) entries[i], entries[i + 1]);
    }
    return map;
  }

  @Test
  void aStructOfWhichALineTakesAPartIsNamed() {
    try (Cleaning rest = Cleaning.with("fields", "*", "field.ind", "after.ind : integer")) {
      assertThat(rest.map(Map.of("after", Map.of("ind", 7), "op", "u")))
          .isEqualTo(Map.of("op", "u", "ind", 7));
    }
  }

  @Test
  void aPresetKeepsTheRestToo() {
    try (Cleaning pin = Cleaning.with("preset", "pin", "fields", "*")) {
      Map<String, Object> cleaned = pin.map(Rows.pin());
      assertThat(cleaned).containsEntry("downloaded", 1).containsEntry("follower_count", 43_000L);
      assertThat(cleaned.keySet()).contains("ind").doesNotContain("index");
    }
  }

  @Test
  void theSideFieldIsNotOfTheRest() {
    try (Cleaning rest = cleaning("*", "on.error", "keep", "field.id", "id : int32")) {
      Map<String, Object> once = rest.map(Map.of("id", "five"));
      assertThat(once).containsEntry("unclean", Map.of("id", "five"));
      assertThat(rest.map(once)).isEqualTo(once);
    }
  }

  @Test
  void anotherFieldOfTheSideFieldsNameIsKeptInIt() {
    try (Cleaning rest = Cleaning.with("fields", "*", "on.error", "keep")) {
      Map<String, Object> once = rest.map(Map.of("id", 1, "unclean", "yes"));
      assertThat(once).isEqualTo(Map.of("id", 1, "unclean", Map.of("unclean", "yes")));
      assertThat(rest.map(once)).isEqualTo(once);
    }
  }

  @Test
  void withoutASchemaTheRestHasNoTypeToAdd() {
    try (Cleaning rest = cleaning("*", "schema.output", "add", "on.error", "header")) {
      SinkRecord record = rest.apply(Map.of("id", 1));
      assertThat(record.value()).isEqualTo(Map.of("id", 1));
      assertThat(record.headers().lastWithName("clean.error.field").value()).isEqualTo("id");
      assertThat(rest.apply(order()).valueSchema().field("total")).isNotNull();
    }
  }

  @Test
  void aMapWhoseKeysAreNoTextMeetsOnError() {
    try (Cleaning rest = cleaning("*")) {
      for (Object map : List.of(Map.of(1, 2), new TreeMap<>(Map.of(1, 2)))) {
        assertThatThrownBy(() -> rest.apply(map))
            .isInstanceOf(DataException.class)
            .hasMessageContaining("a map whose keys are text");
      }
    }
  }
}
