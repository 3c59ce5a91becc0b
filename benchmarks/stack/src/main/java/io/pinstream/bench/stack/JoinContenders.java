// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import io.pinstream.stack.Topics;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The app, and what it is measured against. */
final class JoinContenders {
  private static final String STREAMS = "streams-peers";
  private static final String APP = "io.pinstream.streams.PinstreamApp";
  private static final List<String> SMALL = List.of("-Xms64m", "-Xmx512m", "-XX:+UseSerialGC");
  private static final List<String> LARGE = List.of("-Xms2g", "-Xmx2g", "-XX:+UseParallelGC");

  /** State on the heap: a million posts take more than half of it. */
  private static final List<String> HUGE = List.of("-Xms4g", "-Xmx4g", "-XX:+UseParallelGC");

  /** What Spark asks for on Java 17. */
  private static final List<String> SPARK =
      Stream.of(
              "java.lang",
              "java.lang.invoke",
              "java.lang.reflect",
              "java.io",
              "java.net",
              "java.nio",
              "java.util",
              "java.util.concurrent",
              "java.util.concurrent.atomic",
              "sun.nio.ch",
              "sun.nio.cs",
              "sun.security.action",
              "sun.util.calendar")
          .map("--add-opens=java.base/%s=ALL-UNNAMED"::formatted)
          .toList();

  /** Their collections cannot be serialized otherwise. */
  private static final List<String> FLINK =
      List.of(
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED");

  private JoinContenders() {}

  /** Pinstream's app with another heap than the streams contenders have. */
  static JoinContender app(String heap) {
    return new JoinContender(
        "Pinstream",
        STREAMS,
        APP,
        "--config",
        List.of("-Xms64m", "-Xmx" + heap, "-XX:+UseSerialGC"),
        1,
        Map.of());
  }

  /** What any Streams app can do at most, the app, and the DSL's ways to do the same. */
  static List<JoinContender> streams() {
    return List.of(
        streams(
            "copying alone", "io.pinstream.bench.streams.Copy", "", Topics.PARTS.size(), Map.of()),
        streams("Pinstream", APP, "--config", 1, Map.of()),
        streams("Pinstream, two threads", APP, "--config", 1, Map.of("num.stream.threads", "2")),
        streams(
            "chain of KTable joins",
            "io.pinstream.bench.streams.TableChain",
            "",
            1,
            // With a cache it writes each post up to three times.
            Map.of("statestore.cache.max.bytes", "0")),
        streams("cogroup", "io.pinstream.bench.streams.Cogroup", "", 1, Map.of()));
  }

  /** Other engines. */
  static List<JoinContender> rivals() {
    return List.of(
        flink("Flink SQL", "SqlJoin", "rocksdb", LARGE),
        flink("Flink, one keyed state", "KeyedJoin", "rocksdb", LARGE),
        flink("Flink, one keyed state on the heap", "KeyedJoin", "hashmap", HUGE),
        spark("Spark, stream joins", "StreamJoin"),
        spark("Spark, one keyed state", "KeyedJoin"));
  }

  private static JoinContender streams(
      String name,
      String mainClass,
      String option,
      int recordsPerPost,
      Map<String, String> settings) {
    return new JoinContender(name, STREAMS, mainClass, option, SMALL, recordsPerPost, settings);
  }

  private static JoinContender flink(
      String name, String mainClass, String backend, List<String> memory) {
    return rival(
        name, "flink-join", "io.pinstream.bench.flink." + mainClass, backend, memory, FLINK);
  }

  private static JoinContender spark(String name, String mainClass) {
    return rival(name, "spark-join", "io.pinstream.bench.spark." + mainClass, "", LARGE, SPARK);
  }

  private static JoinContender rival(
      String name,
      String module,
      String mainClass,
      String option,
      List<String> memory,
      List<String> opens) {
    return new JoinContender(
        name,
        module,
        mainClass,
        option,
        Stream.concat(memory.stream(), opens.stream()).toList(),
        1,
        Map.of());
  }
}
