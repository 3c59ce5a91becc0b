// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What CloudFormation does to a connector whose plugin or role changes: it deletes it and makes it
 * anew under its name. On MSK Connect that is another worker, of another group with other topics
 * for configuration and status; only the offsets topic is the same, since the worker configuration
 * names it.
 */
class ConnectorReplacementIT {
  private static final int ROWS = 1_000;

  @Test
  void aSourceThatIsReplacedGoesOnWhereItWas(@TempDir Path directory) {
    try (var test = TestStack.start(StackOptions.defaults(directory, "stack").withRows(ROWS))) {
      var stack = test.stack();
      var source = new SourceConnector(stack, "replaced", Emulation.of(ROWS).withRate(100));
      source.deploy();
      source.awaitPost(ROWS / 4);
      source.delete();
      stack.worker().process().kill();
      var settings = DataDirectory.runFolder(directory).resolve("connect/worker.properties");
      PropertiesFile.write(
          settings,
          settings,
          Map.of(
              "group.id", "another",
              "config.storage.topic", "another-configs",
              "status.storage.topic", "another-status"));
      stack.worker().start();
      source.set("posts.per.second", "400").deploy();
      source.awaitExactly(LongStream.range(0, ROWS));
    }
  }
}
