// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Other source connectors and converters in the same worker, and the worker's JVM. */
final class PeerOptions {
  @Option(
      names = "--peer",
      paramLabel = "FILE",
      description = {
        "Properties of another source connector, to run in turns with ours. Its name is the"
            + " contender's;",
        "<user.id> in it stands for what tells one turn's topics from another's; benchmark.topics"
            + " says",
        "which ones it writes; the database is in $${env:PINSTREAM_DATABASE_URL}, _USER and"
            + " _PASSWORD."
      })
  List<Path> properties = new ArrayList<>();

  @Option(
      names = "--peer-plugin",
      paramLabel = "ZIP",
      description = "The archive of a peer's plugin, which gets a plugin folder beside ours.")
  List<Path> plugins = new ArrayList<>();

  @Option(
      names = "--converter",
      paramLabel = "CLASS",
      description = "A converter for values with which the cleaning task runs once more.")
  List<String> converters = new ArrayList<>();

  @Option(
      names = "--worker-options",
      paramLabel = "OPTIONS",
      defaultValue = BenchmarkStack.WORKER_OPTIONS,
      description =
          "Options of the worker's JVM, such as -Xms256m -Xmx2g -XX:-UseSerialGC -XX:+UseG1GC,"
              + " which is how Kafka's scripts start it. Default: ${DEFAULT-VALUE}")
  String workerOptions;
}
