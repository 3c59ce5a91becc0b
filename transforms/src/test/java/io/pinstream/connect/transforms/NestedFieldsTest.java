// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;

/** Fields of a struct in a struct, or of a map in a map, as in the envelope of a change. */
class NestedFieldsTest {
  private static final Schema ROW =
      SchemaBuilder.struct()
          .field("ind", Schema.INT32_SCHEMA)
          .field("followers", SchemaBuilder.string().optional().doc("as shown").build())
          .field("state", SchemaBuilder.string().optional().defaultValue("new").build())
          .optional()
          .build();
  private static final Schema ENVELOPE =
      SchemaBuilder.struct().field("after", ROW).field("op", Schema.STRING_SCHEMA).build();

  private static Cleaning cleaning(String... more) {
    String[] settings = {
      "fields", "ind,followers,state,both",
      "field.ind", "after.ind or ind : int32 not null",
      "field.followers", "after.followers | parse-count",
      "field.state", "after.state",
      "field.both", "[after.ind, op] | join '/'"
    };
    String[] all = Arrays.copyOf(settings, settings.length + more.length);
    System.arraycopy(more, 0, all, settings.length, more.length);
    return Cleaning.with(all);
  }

  private static Struct change(Struct after) {
    return new Struct(ENVELOPE).put("after", after).put("op", "u");
  }

  @Test
  void structsInStructsAreRead() {
    try (Cleaning cleaning = cleaning()) {
      Struct after = new Struct(ROW).put("ind", 7).put("followers", "43k").put("state", null);
      Struct cleaned = cleaning.struct(change(after));
      assertThat(cleaned.get("ind")).isEqualTo(7);
      assertThat(cleaned.get("followers")).isEqualTo(43_000L);
      assertThat(cleaned.schema().field("followers").schema().doc()).isEqualTo("as shown");
      assertThat(cleaned.getWithoutDefault("state")).as("null that was sent").isNull();
      assertThat(cleaned.get("both")).isEqualTo("7/u");
    }
  }

  /** A name is looked up for the first record of a schema: a million more have the same places. */
  @Test
  void pathsAreResolvedOnceForEachSchema() {
    AtomicInteger lookUps = new AtomicInteger();
    Schema row =
        new ConnectSchema(
            Schema.Type.STRUCT, true, null, null, null, null, null, ROW.fields(), null, null) {
          @Override
          public Field field(String name) {
            lookUps.incrementAndGet();
            return super.field(name);
          }
        };
    Schema envelope = SchemaBuilder.struct().field("after", row).build();
    Struct change = new Struct(envelope).put("after", new Struct(row).put("ind", 7));
    try (Cleaning cleaning = Cleaning.with("fields", "ind", "field.ind", "after.ind")) {
      cleaning.struct(change);
      lookUps.set(0);
      assertThat(cleaning.struct(change).get("ind")).isEqualTo(7);
      assertThat(lookUps).hasValue(0);
    }
  }

  @Test
  void mapsInMapsAreRead() {
    try (Cleaning cleaning = cleaning()) {
      Map<String, Object> after = Map.of("ind", 7, "followers", "43k", "state", "old");
      assertThat(cleaning.map(Map.of("after", after, "op", "u")))
          .isEqualTo(Map.of("ind", 7, "followers", 43_000L, "state", "old", "both", "7/u"));
    }
  }

  @Test
  void mapsInStructsAreRead() {
    Schema labels = SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA).build();
    Schema row = SchemaBuilder.struct().field("after", labels).build();
    try (Cleaning cleaning = Cleaning.with("fields", "ind", "field.ind", "after.ind")) {
      Struct cleaned = cleaning.struct(new Struct(row).put("after", Map.of("ind", 7)));
      assertThat(cleaned.get("ind")).isEqualTo(7);
      assertThat(cleaned.schema().field("ind").schema()).isEqualTo(Schema.OPTIONAL_INT32_SCHEMA);
      assertThat(cleaning.struct(new Struct(row).put("after", Map.of())).get("ind")).isNull();
    }
  }

  @Test
  void whatIsInsideOfNothingIsNull() {
    try (Cleaning cleaning = cleaning("field.ind", "after.ind : int32")) {
      assertThat(cleaning.struct(change(null)).get("followers")).isNull();
      assertThat(cleaning.struct(change(null)).get("ind")).isNull();
      Map<String, Object> deleted = new HashMap<>();
      deleted.put("after", null);
      assertThat(cleaning.map(deleted)).containsEntry("ind", null);
      assertThat(cleaning.map(Map.of("after", "text"))).containsEntry("ind", null);
    }
  }

  /** Nobody declared it not null: it is required only where there is a row. */
  @Test
  void aRequiredFieldOfAnOptionalStructIsOptional() {
    try (Cleaning cleaning =
        Cleaning.with("fields", "ind,op", "field.ind", "after.ind", "field.op", "op")) {
      Struct deleted = cleaning.struct(change(null));
      assertThat(deleted.get("ind")).isNull();
      assertThat(deleted.schema().field("ind").schema()).isEqualTo(Schema.OPTIONAL_INT32_SCHEMA);
      assertThat(deleted.schema().field("op").schema()).isEqualTo(Schema.STRING_SCHEMA);
      assertThat(cleaning.struct(change(new Struct(ROW).put("ind", 7))).get("ind")).isEqualTo(7);
    }
  }

  @Test
  void aRequiredStructBecomesOptionalToo() {
    Schema city = SchemaBuilder.string().defaultValue("Lima").build();
    Schema address = SchemaBuilder.struct().name("Address").field("city", city).build();
    Schema row = SchemaBuilder.struct().field("address", address).optional().build();
    Schema envelope = SchemaBuilder.struct().field("after", row).field("to", address).build();
    Struct change =
        new Struct(envelope)
            .put("after", new Struct(row).put("address", new Struct(address).put("city", "Quito")))
            .put("to", new Struct(address));
    try (Cleaning cleaning =
        Cleaning.with(
            "fields", "address,to",
            "field.address", "after.address",
            "field.to", "to | null-if blank")) {
      Struct cleaned = cleaning.struct(change);
      assertThat(cleaned.getStruct("address").get("city")).isEqualTo("Quito");
      assertThat(cleaned.getStruct("to").get("city")).isEqualTo("Lima");
      assertThat(cleaned.getStruct("to").schema())
          .isEqualTo(SchemaBuilder.struct().name("Address").field("city", city).optional().build());
      assertThat(cleaning.struct(change.put("after", null)).get("address")).isNull();
    }
  }

  @Test
  void aFieldWithTheWholeNameComesFirst() {
    try (Cleaning cleaning = Cleaning.with("fields", "x", "field.x", "a.b")) {
      assertThat(cleaning.map(Map.of("a.b", 1, "a", Map.of("b", 2)))).isEqualTo(Map.of("x", 1));
      Schema flat = SchemaBuilder.struct().field("a.b", Schema.INT32_SCHEMA).build();
      assertThat(cleaning.struct(new Struct(flat).put("a.b", 1)).get("x")).isEqualTo(1);
      Map<String, Object> unknown = new HashMap<>(Map.of("a", Map.of("b", 2)));
      unknown.put("a.b", null);
      assertThat(cleaning.map(unknown)).containsEntry("x", null);
    }
  }

  @Test
  void aNameInQuotesIsNoPath() {
    try (Cleaning cleaning = Cleaning.with("fields", "x", "field.x", "\"a.b\"")) {
      Map<String, Object> cleaned = cleaning.map(Map.of("a", Map.of("b", 2)));
      assertThat(cleaned).containsEntry("x", null);
    }
  }

  @Test
  void recordsCanBeRequiredToHaveThem() {
    try (Cleaning cleaning = cleaning("record.requires", "after.ind or before.ind")) {
      assertThat(cleaning.map(Map.of("after", Map.of("ind", 1)))).containsEntry("ind", 1);
      assertThat(cleaning.struct(change(new Struct(ROW).put("ind", 2))).get("ind")).isEqualTo(2);
      assertThatThrownBy(() -> cleaning.map(Map.of("after", Map.of("id", 1))))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("after.ind or before.ind");
      assertThatThrownBy(() -> cleaning.map(Map.of("op", "d")))
          .hasMessageContaining("after.ind or before.ind");
      assertThatThrownBy(() -> cleaning.struct(change(null)))
          .as("a struct is looked at as a map is: where there is no row, there is no index")
          .isInstanceOf(DataException.class)
          .hasMessageContaining("after.ind or before.ind");
    }
  }
}
