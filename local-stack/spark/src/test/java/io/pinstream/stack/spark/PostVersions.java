// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.spark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Versions of posts from a seed, with ties, edges of years and of age groups, unknown values and
 * deletions, as the objects that Confluent's S3 sink writes.
 */
final class PostVersions {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int INDEXES = 400;
  private static final int VERSIONS = 1_500;
  private static final int PARTITIONS = 3;

  private static final String[] COUNTRIES = {"Chad", "Côte d'Ivoire", "Peru", "Åland", null};
  private static final String[] CATEGORIES = {"art", "beauty", "travel", null};
  private static final String[] POSTERS = {"Ann", "Bob", "Böb", "😀", "Ａ", "a,b", null};
  private static final Integer[] AGES = {0, 17, 18, 24, 25, 35, 36, 50, 51, null};
  private static final Long[] FOLLOWERS = {0L, 1L, 2L, 500L, 501L, 15_000_000L, null};
  private static final String[] TIMES = {
    "2014-12-31T23:59:59Z",
    "2015-01-01T00:00:00Z",
    "2017-12-31T23:59:59Z",
    "2018-01-01T00:00:00Z",
    "2020-12-31T23:59:59.999Z",
    "2021-01-01T00:00:00Z",
    "2022-12-31T23:59:59.999Z",
    "2023-01-01T00:00:00Z",
    null
  };

  private final Random random;

  private PostVersions(long seed) {
    this.random = new Random(seed);
  }

  /**
   * Writes the objects of a topic's folder; the last of the three days has half of the versions.
   */
  static void write(Path topic, long seed) throws IOException {
    new PostVersions(seed).write(topic);
  }

  private void write(Path topic) throws IOException {
    var lines = new ArrayList<List<String>>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      lines.add(new ArrayList<>());
    }
    for (int i = 0; i < VERSIONS; i++) {
      int index = random.nextInt(INDEXES);
      var partition = lines.get(index % PARTITIONS);
      partition.add(version(index, partition.size(), i).toString());
    }
    for (int partition = 0; partition < PARTITIONS; partition++) {
      var folder = Files.createDirectories(topic.resolve("partition=" + partition));
      var rows = lines.get(partition);
      // Newer versions are in the file whose name sorts first as well as in the other.
      int middle = rows.size() / 2;
      Files.write(object(folder, topic, partition, 0), rows.subList(0, middle));
      Files.write(object(folder, topic, partition, middle), rows.subList(middle, rows.size()));
    }
  }

  private static Path object(Path folder, Path topic, int partition, int offset) {
    return folder.resolve("%s+%d+%010d.json".formatted(topic.getFileName(), partition, offset));
  }

  private ObjectNode version(int index, int offset, int sequence) {
    var row = JSON.createObjectNode().put("ind", (long) index);
    boolean deleted = random.nextInt(6) == 0;
    if (!deleted) {
      row.put("follower_count", one(FOLLOWERS));
      row.put("poster_name", one(POSTERS));
      row.put("category", one(CATEGORIES));
      row.put("country", one(COUNTRIES));
      row.put("timestamp", one(TIMES));
      row.put("user_name", one(POSTERS));
      row.put("age", one(AGES));
      row.put("date_joined", one(TIMES));
    }
    return row.put("deleted", deleted)
        .put("kafka_partition", index % PARTITIONS)
        .put("kafka_offset", (long) offset)
        .put(
            "kafka_timestamp",
            Instant.parse(
                    sequence < VERSIONS / 2 ? "2026-11-26T23:59:59.999Z" : "2026-11-27T00:00:00Z")
                .toEpochMilli());
  }

  private <T> T one(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
