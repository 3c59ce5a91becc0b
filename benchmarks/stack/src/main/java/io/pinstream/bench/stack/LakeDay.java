// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import io.pinstream.stack.Installation;
import io.pinstream.stack.PropertiesFile;
import io.pinstream.stack.dataset.PinterestDataset;
import io.pinstream.stack.lake.IcebergTables;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.encryption.EncryptedFiles;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** The four tables as the sink makes and writes them: one file and one snapshot a commit. */
final class LakeDay {
  private static final String AUTO_CREATE = "iceberg.tables.auto-create-props.";
  private static final OffsetDateTime EPOCH =
      OffsetDateTime.of(2018, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  private static final Map<String, Type> PIN =
      columns(
          "unique_id", Types.StringType.get(),
          "title", Types.StringType.get(),
          "description", Types.StringType.get(),
          "follower_count", Types.LongType.get(),
          "poster_name", Types.StringType.get(),
          "tag_list", Types.StringType.get(),
          "is_image_or_video", Types.StringType.get(),
          "image_src", Types.StringType.get(),
          "save_location", Types.StringType.get(),
          "category", Types.StringType.get());
  private static final Map<String, Type> GEO =
      columns(
          "country", Types.StringType.get(),
          "coordinates", Types.ListType.ofOptional(100, Types.DoubleType.get()),
          "timestamp", Types.TimestampType.withZone());
  private static final Map<String, Type> USER =
      columns(
          "user_name", Types.StringType.get(),
          "age", Types.IntegerType.get(),
          "date_joined", Types.TimestampType.withZone());
  private static final Map<String, Type> LINEAGE =
      columns(
          "deleted", Types.BooleanType.get(),
          "kafka_topic", Types.StringType.get(),
          "kafka_partition", Types.IntegerType.get(),
          "kafka_offset", Types.LongType.get(),
          "kafka_timestamp", Types.TimestampType.withZone());

  private final PinterestDataset dataset = new PinterestDataset(100, PinterestDataset.DEFAULT_ROWS);
  private final Map<String, Table> tables = new LinkedHashMap<>();
  private long posts;
  private long commits;

  /** Makes the tables, with the properties that the sink's settings have for them. */
  LakeDay(Installation installation, IcebergTables catalog) {
    ((SupportsNamespaces) catalog.catalog())
        .createNamespace(IcebergTables.identifier("post").namespace());
    var properties = new LinkedHashMap<String, String>();
    PropertiesFile.read(installation.config("local/lake.properties"))
        .forEach(
            (name, value) -> {
              if (name.startsWith(AUTO_CREATE)) {
                properties.put(name.substring(AUTO_CREATE.length()), value);
              }
            });
    Map.of(
            "pin",
            List.of(PIN),
            "geo",
            List.of(GEO),
            "user",
            List.of(USER),
            "post",
            List.of(PIN, GEO, USER))
        .forEach(
            (relation, parts) ->
                tables.put(
                    relation,
                    catalog
                        .catalog()
                        .buildTable(IcebergTables.identifier(relation), schema(parts))
                        .withProperties(properties)
                        .create()));
  }

  private static Map<String, Type> columns(Object... namesAndTypes) {
    var columns = new LinkedHashMap<String, Type>();
    for (int i = 0; i < namesAndTypes.length; i += 2) {
      columns.put((String) namesAndTypes[i], (Type) namesAndTypes[i + 1]);
    }
    return columns;
  }

  private static Schema schema(List<Map<String, Type>> parts) {
    var all = new LinkedHashMap<>(columns("ind", Types.LongType.get()));
    parts.forEach(all::putAll);
    all.putAll(LINEAGE);
    var fields = new ArrayList<Types.NestedField>();
    all.forEach(
        (name, type) -> fields.add(Types.NestedField.optional(fields.size() + 1, name, type)));
    return new Schema(fields);
  }

  long posts() {
    return posts;
  }

  long commits() {
    return commits;
  }

  /** Commits so many posts to every table. */
  void commit(int count) throws IOException {
    for (var table : tables.entrySet()) {
      commit(table.getKey(), table.getValue(), count);
    }
    posts += count;
    commits++;
  }

  private void commit(String relation, Table table, int count) throws IOException {
    var location = table.locationProvider().newDataLocation(UUID.randomUUID() + ".parquet");
    var file = EncryptedFiles.plainAsEncryptedOutput(table.io().newOutputFile(location));
    var writer =
        new GenericFileWriterFactory.Builder(table).build().newDataWriter(file, table.spec(), null);
    try (writer) {
      for (long post = posts; post < posts + count; post++) {
        writer.write(row(relation, table.schema(), post));
      }
    }
    table
        .newAppend()
        .appendFile(writer.toDataFile())
        .set("kafka.connect.offsets.control.group", "{\"0\":" + commits + "}")
        .commit();
  }

  private Record row(String relation, Schema schema, long post) {
    var row = GenericRecord.create(schema);
    int index = (int) (post % dataset.rows());
    row.setField("ind", post);
    if (relation.equals("pin") || relation.equals("post")) {
      var pin = dataset.pin(index);
      row.setField("unique_id", new UUID(post * 0x9E3779B97F4A7C15L, ~post).toString());
      row.setField("title", pin.title());
      row.setField("description", pin.description());
      row.setField("follower_count", post % 1_000_000);
      row.setField("poster_name", pin.posterName());
      row.setField("tag_list", pin.tagList());
      row.setField("is_image_or_video", pin.imageOrVideo());
      row.setField("image_src", pin.imageSrc());
      row.setField("save_location", pin.saveLocation());
      row.setField("category", pin.category());
    }
    if (relation.equals("geo") || relation.equals("post")) {
      var geo = dataset.geo(index);
      row.setField("country", geo.country());
      row.setField("coordinates", List.of((double) geo.latitude(), (double) geo.longitude()));
      row.setField("timestamp", EPOCH.plusSeconds(post * 7919 % 150_000_000));
    }
    if (relation.equals("user") || relation.equals("post")) {
      row.setField("user_name", "User " + index);
      row.setField("age", 18 + index % 50);
      row.setField("date_joined", EPOCH.minusSeconds(index * 7L));
    }
    row.setField("deleted", false);
    row.setField("kafka_topic", "pinstream." + relation);
    row.setField("kafka_partition", (int) (post % 3));
    row.setField("kafka_offset", post / 3);
    row.setField("kafka_timestamp", EPOCH.plusSeconds(250_000_000 + post / 20));
    return row;
  }
}
