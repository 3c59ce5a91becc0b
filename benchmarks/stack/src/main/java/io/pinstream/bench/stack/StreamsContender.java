// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import io.pinstream.stack.Installation;
import io.pinstream.stack.PropertiesFile;
import io.pinstream.stack.Topics;
import io.pinstream.stack.process.ChildProcess;
import io.pinstream.stack.process.JavaCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A Streams app in a process of its own, with the settings that the stack ships.
 *
 * @param name for the table of results
 * @param mainClass is given the properties file as its last argument
 * @param option in front of the file; empty for none
 * @param recordsPerPost how many records it writes for each post
 * @param settings that take precedence over the stack's
 */
record StreamsContender(
    String name,
    String mainClass,
    String option,
    int recordsPerPost,
    Map<String, String> settings) {
  private static final int HEAP = 512;

  /** What any app can do at most, the app, and what it is measured against. */
  static List<StreamsContender> all() {
    return List.of(
        new StreamsContender(
            "copying alone", "io.pinstream.bench.streams.Copy", "", Topics.PARTS.size(), Map.of()),
        new StreamsContender(
            "Pinstream", "io.pinstream.streams.PinstreamApp", "--config", 1, Map.of()),
        new StreamsContender(
            "chain of KTable joins",
            "io.pinstream.bench.streams.TableChain",
            "",
            1,
            // With a cache it writes each post up to three times.
            Map.of("statestore.cache.max.bytes", "0")));
  }

  /** Starts on topics that are full, and measures so many posts after so many others. */
  Stretch run(BenchmarkStack stack, String userId, long warmUp, long posts) {
    var output = new Topics(userId).post();
    var bootstrap = stack.broker().bootstrapServers();
    try (var process = start(stack, userId);
        var meter =
            new TopicMeter(
                bootstrap,
                List.of(output),
                SourceTurns.PARTITIONS,
                Map.of("app", process.pid(), "broker", stack.broker().process().pid()))) {
      return meter.measure(warmUp * recordsPerPost, posts * recordsPerPost).inPosts(recordsPerPost);
    }
  }

  private ChildProcess start(BenchmarkStack stack, String userId) {
    var directory = stack.data().run("streams-" + userId);
    var command = JavaCommand.of(mainClass, classPath(stack.installation().home())).heap(HEAP);
    if (!option.isEmpty()) {
      command.argument(option);
    }
    var additions = new TreeMap<>(settings);
    additions.put("bootstrap.servers", stack.broker().bootstrapServers());
    additions.put("user.id", userId);
    additions.put("state.dir", directory.resolve("state").toString());
    command.argument(
        PropertiesFile.write(
            directory.resolve("streams.properties"),
            stack.installation().config("local/streams.properties"),
            additions));
    return stack
        .children()
        .start(name, command.toList(), Map.of(), stack.data().log("streams-" + userId));
  }

  private static List<Path> classPath(Path home) {
    var target = home.resolve("benchmarks/streams-peers/target");
    var jars = new ArrayList<>(Installation.jars(target.resolve("classpath")));
    jars.add(target.resolve("classes"));
    return jars;
  }
}
