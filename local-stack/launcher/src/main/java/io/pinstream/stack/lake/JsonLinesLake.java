// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.lake;

import io.pinstream.stack.Installation;
import io.pinstream.stack.PropertiesFile;
import io.pinstream.stack.Topics;
import io.pinstream.stack.service.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** JSON objects in the bucket in the original's layout, written by Confluent's S3 sink. */
public final class JsonLinesLake implements Lake {
  private static final String REGION = "us-east-1";

  // Told to DuckDB, which would guess a column's type by its values otherwise.
  private static final Map<String, String> COLUMNS =
      Map.of(
          "pin",
          "ind: 'BIGINT', unique_id: 'VARCHAR', title: 'VARCHAR', description: 'VARCHAR', follower_count: 'BIGINT', poster_name: 'VARCHAR', tag_list: 'VARCHAR', is_image_or_video: 'VARCHAR', image_src: 'VARCHAR', save_location: 'VARCHAR', category: 'VARCHAR'",
          "geo",
          "country: 'VARCHAR', coordinates: 'DOUBLE[]', timestamp: 'TIMESTAMPTZ'",
          "user",
          "user_name: 'VARCHAR', age: 'INTEGER', date_joined: 'TIMESTAMPTZ'");

  private static final String LINEAGE =
      "deleted: 'BOOLEAN', kafka_partition: 'INTEGER', kafka_offset: 'BIGINT', kafka_timestamp: 'BIGINT'";

  private final Installation installation;
  private final String userId;
  private final String endpoint;
  private final Path bucketFolder;

  /**
   * @param endpoint the S3 endpoint's URL, the one setting that a desk overrides
   */
  public JsonLinesLake(
      Installation installation, String userId, String endpoint, Path bucketFolder) {
    this.installation = installation;
    this.userId = userId;
    this.endpoint = endpoint;
    this.bucketFolder = bucketFolder;
  }

  @Override
  public String name() {
    return "JSON objects";
  }

  @Override
  public Map<String, String> sink(Topics topics) {
    var settings = new TreeMap<String, String>();
    PropertiesFile.read(installation.config("msk/s3-sink.properties"))
        .forEach((name, value) -> settings.put(name, filled(value)));
    settings.put("store.url", endpoint);
    return settings;
  }

  private String filled(String value) {
    return value
        .replace("<user.id>", userId)
        .replace("<bucket>", ObjectStore.BUCKET)
        .replace("<region>", REGION);
  }

  @Override
  public Map<String, String> relations() {
    var relations = new LinkedHashMap<String, String>();
    for (var relation : RELATIONS) {
      var topic = bucketFolder.resolve("topics").resolve(userId + "." + relation);
      if (hasObjects(topic)) {
        relations.put(
            relation,
            "(SELECT * REPLACE (epoch_ms(kafka_timestamp)::TIMESTAMPTZ AS kafka_timestamp) FROM read_json('%s/*/*.json', format='newline_delimited', hive_partitioning=false, columns={%s}))"
                .formatted(topic.toString().replace("'", "''"), columns(relation)));
      }
    }
    return relations;
  }

  @Override
  public List<TableMaintenance.Report> maintain(Retention retention) {
    return List.of();
  }

  @Override
  public SparkAccess spark() {
    var objects = bucketFolder.resolve("topics").resolve(userId + ".post") + "/*/*.json";
    return new SparkAccess(Map.of(), sparkViews(objects), "post_versions");
  }

  /** The statements that make {@code post_versions} of the objects that a path names. */
  public static List<String> sparkViews(String objects) {
    return List.of(
        """
        create temporary view post_objects (
          ind bigint, unique_id string, title string, description string, follower_count bigint,
          poster_name string, tag_list string, is_image_or_video string, image_src string,
          save_location string, category string, country string, coordinates array<double>,
          timestamp timestamp, user_name string, age int, date_joined timestamp,
          deleted boolean, kafka_partition int, kafka_offset bigint, kafka_timestamp bigint
        ) using json options (path '%s')"""
            .formatted(objects.replace("'", "\\'")),
        """
        create temporary view post_versions as
        select * except (kafka_timestamp), timestamp_millis(kafka_timestamp) as kafka_timestamp
        from post_objects""");
  }

  private static String columns(String relation) {
    var ownColumns =
        switch (relation) {
          case "pin" -> COLUMNS.get("pin");
          case "post" ->
              String.join(", ", COLUMNS.get("pin"), COLUMNS.get("geo"), COLUMNS.get("user"));
          default -> "ind: 'BIGINT', " + COLUMNS.get(relation);
        };
    return ownColumns + ", " + LINEAGE;
  }

  private static boolean hasObjects(Path topic) {
    if (!Files.isDirectory(topic)) {
      return false;
    }
    try (var files = Files.walk(topic)) {
      return files.anyMatch(file -> file.toString().endsWith(".json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
