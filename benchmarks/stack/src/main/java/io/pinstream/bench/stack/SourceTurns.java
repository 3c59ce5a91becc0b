// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import io.pinstream.stack.LocalStack;
import io.pinstream.stack.PropertiesFile;
import io.pinstream.stack.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Lets a source connector run unthrottled for a while, each time into new topics. */
final class SourceTurns {
  /** Partitions of each of the three topics. */
  static final int PARTITIONS = 3;

  /** In a peer's properties: the topics that it writes, which are no setting of its own. */
  static final String PEERS_TOPICS = "benchmark.topics";

  /** In a peer's properties: what tells one turn's topics from another's. */
  private static final String USER_ID = "<user.id>";

  private final BenchmarkStack stack;
  private int turns;

  SourceTurns(BenchmarkStack stack) {
    this.stack = stack;
  }

  /** The settings that the stack ships: sampling and cleaning. */
  Map<String, String> shipped() {
    return new TreeMap<>(
        PropertiesFile.read(stack.installation().config("local/source.properties")));
  }

  /** The settings that the stack ships, for so many posts, none of them twice. */
  Map<String, String> eachPostOnce(int posts) {
    var settings = shipped();
    settings.put("sampling.order", "shuffle");
    settings.put("posts.max", Integer.toString(posts));
    return settings;
  }

  /** The settings of the source alone. */
  Map<String, String> withoutCleaning() {
    var settings = shipped();
    settings
        .keySet()
        .removeIf(name -> name.startsWith("transforms") || name.startsWith("predicates"));
    return settings;
  }

  /**
   * Topics that a connector writes.
   *
   * @param userId whose they are
   * @param names of the three topics
   * @param meter counts their records
   */
  record Turn(String userId, List<String> names, TopicMeter meter) {
    /** Waits until so many posts are written. */
    void awaitPosts(long posts) {
      var unused = meter.measure(0, posts * names.size());
    }
  }

  /** Measures so many records after so many others. */
  Stretch run(Map<String, String> settings, long warmUp, long records) {
    return run(settings, turn -> turn.meter().measure(warmUp, records));
  }

  /** Measures so many records from the REST call on that makes the connector. */
  Stretch runFromCall(Map<String, String> settings, long records) {
    var call = System.nanoTime();
    return run(
        settings,
        turn -> {
          var stretch = turn.meter().measure(0, records);
          return new Stretch(
              records, Duration.ofNanos(System.nanoTime() - call), Map.of(), stretch.resident());
        });
  }

  /**
   * Lets a connector with these settings run.
   *
   * @param use looks on; when it is done the connector and its topics are deleted
   */
  <T> T run(Map<String, String> base, Function<Turn, T> use) {
    var userId = "turn" + turns++;
    if (!base.containsKey(PEERS_TOPICS)) {
      return run(
          userId,
          ours(base, userId),
          Topics.PARTS.stream().map(new Topics(userId)::of).toList(),
          use);
    }
    var settings = new TreeMap<String, String>();
    base.forEach((name, value) -> settings.put(name, value.replace(USER_ID, userId)));
    return run(userId, settings, List.of(settings.remove(PEERS_TOPICS).split(",", -1)), use);
  }

  private static Map<String, String> ours(Map<String, String> base, String userId) {
    var settings = new TreeMap<>(base);
    settings.put("user.id", userId);
    settings.put("batch.max.rows", "1500");
    settings.put("posts.per.second", "0");
    return settings;
  }

  private <T> T run(
      String userId, Map<String, String> base, List<String> topics, Function<Turn, T> use) {
    var settings = new TreeMap<>(base);
    settings.put("name", LocalStack.SOURCE + "-" + userId);
    var processes =
        Map.of(
            "worker", stack.worker().process().pid(),
            "broker", stack.broker().process().pid(),
            "database", stack.database().process().pid());
    try (var meter =
        new TopicMeter(stack.broker().bootstrapServers(), topics, PARTITIONS, processes)) {
      var connect = stack.connect();
      connect.deploy(settings);
      try {
        return use.apply(new Turn(userId, topics, meter));
      } finally {
        connect.delete(settings.get("name"));
      }
    }
  }
}
