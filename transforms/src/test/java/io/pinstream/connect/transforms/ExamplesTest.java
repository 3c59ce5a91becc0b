// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import static io.pinstream.connect.transforms.Rows.date;
import static org.assertj.core.api.Assertions.assertThat;

import io.apicurio.registry.utils.converter.avro.AvroData;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** The properties in {@code examples} do what they say. */
class ExamplesTest {
  private static final Path FOLDER = Path.of("..", "examples");

  /** The settings of one of an example's transforms. */
  private static Cleaning cleaning(String file, String transform) throws IOException {
    Properties properties = load(FOLDER.resolve(file));
    String prefix = "transforms." + transform + ".";
    Map<String, String> settings = new HashMap<>();
    properties.forEach(
        (name, value) -> {
          if (((String) name).startsWith(prefix)) {
            settings.put(((String) name).substring(prefix.length()), (String) value);
          }
        });
    assertThat(settings).containsEntry("type", Clean.Value.class.getName());
    return Cleaning.with(settings);
  }

  private static Properties load(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return properties;
  }

  @Test
  void everyExampleNamesItsTransformsAndPredicates() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".properties")).toList()) {
        Properties properties = load(file);
        assertThat(properties).containsKeys("name", "connector.class", "value.converter");
        for (String kind : List.of("transforms", "predicates")) {
          for (String name : properties.getProperty(kind, "").split(",", -1)) {
            assertThat(name.isEmpty() || properties.containsKey(kind + "." + name + ".type"))
                .as("%s: type of %s of the %s", file, name, kind)
                .isTrue();
          }
        }
      }
    }
  }

  @Test
  void ordersKeepWhatNoLineNames() throws IOException {
    Schema order =
        SchemaBuilder.struct()
            .field("total", Decimal.schema(2))
            .field("order_id", Schema.INT64_SCHEMA)
            .field("currency", Schema.OPTIONAL_STRING_SCHEMA)
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .field("discount_percent", Schema.INT32_SCHEMA)
            .build();
    Struct row =
        new Struct(order)
            .put("total", new BigDecimal("9.90"))
            .put("order_id", 5L)
            .put("note", " - ")
            .put("discount_percent", -1);
    try (Cleaning orders = cleaning("orders.properties", "orders")) {
      Struct cleaned = orders.struct(row);
      assertThat(Cleaning.names(cleaned.schema()))
          .containsExactly("order_id", "total", "currency", "note", "discount_percent");
      assertThat(cleaned.get("total")).isEqualTo(new BigDecimal("9.90"));
      assertThat(cleaned.get("currency")).isEqualTo("EUR");
      assertThat(cleaned.get("note")).isNull();
      assertThat(cleaned.get("discount_percent")).isNull();
    }
    try (Cleaning customers = cleaning("orders.properties", "customers");
        Cleaning shipments = cleaning("orders.properties", "shipments")) {
      assertThat(
              customers.map(
                  Map.of("order_id", 5, "first_name", " Ada", "last_name", "", "phone", "+44 20")))
          .containsEntry("customer", "Ada")
          .containsEntry("phone", "+4420")
          .containsEntry("country", null);
      assertThat(
              shipments.map(Map.of("order_id", 5, "carrier", "DHL", "sent_at", "28.08.2020 03:52")))
          .containsEntry("carrier", "dhl")
          .containsEntry("sent_at", "2020-08-28T03:52:00Z");
    }
  }

  @Test
  void readingsComeInManyForms() throws IOException {
    try (Cleaning readings = cleaning("sensors.properties", "clean")) {
      for (Map<String, Object> reading :
          List.<Map<String, Object>>of(
              Map.of("station_id", " k7 ", "ts", 1_598_586_720L, "temp", 21.5),
              Map.of("stationId", "K7", "ts", "28.08.2020 03:52", "temp", "21.5 °C"),
              Map.of(
                  "stationId",
                  "K7",
                  "ts",
                  "2020-08-28T03:52:00Z",
                  "reading",
                  Map.of("celsius", 21.5)))) {
        Struct cleaned = (Struct) readings.apply(reading).value();
        assertThat(cleaned.get("station")).isEqualTo("K7");
        assertThat(cleaned.get("measured_at")).isEqualTo(date("2020-08-28T03:52:00Z"));
        assertThat(cleaned.get("celsius")).isEqualTo(21.5);
      }
      Struct unknown =
          (Struct)
              readings
                  .apply(
                      Map.of("station_id", "K7", "ts", 0, "temp", -999, "flags", "a; b", "lat", 1))
                  .value();
      assertThat(unknown.get("celsius")).isNull();
      assertThat(unknown.get("place")).isNull();
      assertThat(unknown.getArray("flags")).containsExactly("a", "b");
    }
  }

  @Test
  void changesComeOutOfTheirEnvelopeAsAvro() throws IOException {
    Schema account =
        SchemaBuilder.struct()
            .name("Row")
            .optional()
            .field("id", Schema.INT64_SCHEMA)
            .field("first_name", Schema.OPTIONAL_STRING_SCHEMA)
            .field("last_name", Schema.STRING_SCHEMA)
            .field("balance", Decimal.schema(2))
            .field("opened", Date.SCHEMA)
            .build();
    Schema envelope =
        SchemaBuilder.struct()
            .name("Envelope")
            .field("after", account)
            .field("op", Schema.STRING_SCHEMA)
            .build();
    Struct row =
        new Struct(account)
            .put("id", 1L << 40)
            .put("last_name", "Miller")
            .put("balance", new BigDecimal("12.50"))
            .put("opened", date("2020-08-28T00:00:00Z"));
    try (Cleaning rows = cleaning("changes-avro.properties", "row")) {
      Struct cleaned =
          (Struct)
              rows.apply(throughAvro(new Struct(envelope).put("after", row).put("op", "u")))
                  .value();
      assertThat(cleaned.get("id")).isEqualTo(1L << 40);
      assertThat(cleaned.get("owner")).isEqualTo("Miller");
      assertThat(cleaned.get("balance")).isEqualTo(new BigDecimal("12.50"));
      assertThat(cleaned.schema().field("balance").schema().isOptional()).isTrue();
      assertThat(cleaned.get("opened")).isEqualTo(date("2020-08-28T00:00:00Z"));
      SinkRecord deletion = rows.apply(throughAvro(new Struct(envelope).put("op", "d")));
      assertThat(deletion.headers().lastWithName("clean.error.reason").value())
          .asString()
          .contains("after.id");
    }
  }

  private static Object throughAvro(Struct struct) {
    AvroData avro = new AvroData(8);
    Object written = avro.fromConnectData(struct.schema(), struct);
    SchemaAndValue read = avro.toConnectData(avro.fromConnectSchema(struct.schema()), written);
    return read.value();
  }
}
