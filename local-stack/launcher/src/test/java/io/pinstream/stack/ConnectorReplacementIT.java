// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What CloudFormation does to a connector whose plugin or role changes: it deletes it and makes it
 * anew under its name. On MSK Connect that is another worker, of another group with other topics
 * for configuration and status; only the offsets topic is the same, since the worker configuration
 * names it.
 */
@Tag("faults")
class ConnectorReplacementIT {
  private static final int ROWS = 1_000;

  /** The new plugin has AWS's wrapper around the driver in it, as {@code -Paws-jdbc-wrapper}. */
  @Test
  void aSourceGoesOnWhereItWasThroughAwsWrapper(@TempDir Path directory) throws Exception {
    try (var test = TestStack.start(StackOptions.defaults(directory, "stack").withRows(ROWS))) {
      var stack = test.stack();
      var source = new SourceConnector(stack, "replaced", Emulation.of(ROWS).withRate(100));
      source.deploy();
      source.awaitPost(ROWS / 4);
      source.delete();
      stack.worker().process().kill();
      var settings = DataDirectory.runFolder(directory).resolve("connect/worker.properties");
      var pluginPath = PropertiesFile.read(settings).get("plugin.path");
      addWrapper(Path.of(pluginPath.substring(0, pluginPath.indexOf(','))));
      PropertiesFile.write(
          settings,
          settings,
          Map.of(
              "group.id", "another",
              "config.storage.topic", "another-configs",
              "status.storage.topic", "another-status"));
      stack.worker().start();
      assertThat(stack.connect().pluginVersion(source.settings().get("connector.class")))
          .matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
      source
          .set("connection.url", stack.database().url().replace("jdbc:", "jdbc:aws-wrapper:"))
          .set("driver.wrapperPlugins", "failover2,efm2")
          .set("posts.per.second", "400")
          .deploy();
      source.awaitExactly(LongStream.range(0, ROWS));
    }
  }

  private static void addWrapper(Path plugin) throws IOException, URISyntaxException {
    var jar =
        Path.of(
            software.amazon.jdbc.Driver.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    try (var folders = Files.walk(plugin)) {
      var lib = folders.filter(folder -> folder.endsWith("lib")).findFirst().orElseThrow();
      Files.copy(jar, lib.resolve(jar.getFileName()));
    }
  }
}
