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
import java.util.Map;
import java.util.TreeMap;

/** JSON objects in the bucket in the original's layout, written by Confluent's S3 sink. */
public final class JsonLinesLake implements Lake {
  private static final String REGION = "us-east-1";

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
            "read_json('%s/*/*.json', format='newline_delimited', sample_size=-1, hive_partitioning=false)"
                .formatted(topic.toString().replace("'", "''")));
      }
    }
    return relations;
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
