// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import io.pinstream.stack.Installation;
import io.pinstream.stack.PropertiesFile;
import io.pinstream.stack.process.ChildProcess;
import io.pinstream.stack.process.JavaCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that joins, in a process of its own, with the settings that the stack ships.
 *
 * @param name for the table of results
 * @param module the folder of {@code benchmarks} that its classes are in
 * @param mainClass is given the app's properties file as its last argument
 * @param option in front of the file; empty for none
 * @param javaOptions of its JVM: heap, collector and whatever it cannot do without
 * @param recordsPerPost how many records it writes for each post
 * @param settings that take precedence over the stack's
 */
record JoinContender(
    String name,
    String module,
    String mainClass,
    String option,
    List<String> javaOptions,
    int recordsPerPost,
    Map<String, String> settings) {

  /** Whether its module has been packaged. */
  boolean built(Installation installation) {
    return Files.exists(target(installation).resolve("classpath"));
  }

  /**
   * Starts it.
   *
   * @param directory for its settings and its state
   * @param additions settings that take precedence over all others
   */
  ChildProcess start(BenchmarkStack stack, Path directory, Map<String, String> additions) {
    var command = JavaCommand.of(mainClass, classPath(stack.installation()));
    if (!option.isEmpty()) {
      command.argument(option);
    }
    var all = new TreeMap<>(settings);
    all.put("bootstrap.servers", stack.broker().bootstrapServers());
    all.put("state.dir", directory.resolve("state").toString());
    all.putAll(additions);
    command.argument(
        PropertiesFile.write(
            directory.resolve("streams.properties"),
            stack.installation().config("local/streams.properties"),
            all));
    return stack
        .children()
        .start(
            name,
            command.toList(),
            Map.of("JDK_JAVA_OPTIONS", String.join(" ", javaOptions)),
            stack.data().log(directory.getFileName().toString()));
  }

  private List<Path> classPath(Installation installation) {
    var target = target(installation);
    var jars = new ArrayList<>(installation.jars(target.resolve("classpath")));
    jars.add(target.resolve("classes"));
    return jars;
  }

  private Path target(Installation installation) {
    return installation.home().resolve("benchmarks").resolve(module).resolve("target");
  }
}
