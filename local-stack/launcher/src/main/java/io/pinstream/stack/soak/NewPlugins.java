// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import io.pinstream.stack.DataDirectory;
import io.pinstream.stack.PropertiesFile;
import io.pinstream.stack.StackException;
import io.pinstream.stack.connect.ConnectClient;
import io.pinstream.stack.service.ConnectWorker;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * An upgrade under load: one worker after the other gets a copy of the plugins' folders, in which
 * the source connector says that it is of another version. The code is the same.
 */
record NewPlugins(List<ConnectWorker> workers) implements Fault {
  private static final String PLUGIN_PATH = "plugin.path";
  private static final String SOURCE = "io.pinstream.connect.source.JdbcSampleSourceConnector";
  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final String COPIES = "plugins-";

  @Override
  public void strike(Duration length, Random chance) throws InterruptedException {
    var version = "soak-" + chance.nextInt(Integer.MAX_VALUE);
    for (var worker : workers) {
      worker.close();
      try {
        var properties = worker.properties();
        var former = List.of(PropertiesFile.read(properties).get(PLUGIN_PATH).split(",", -1));
        var copies = new ArrayList<String>();
        for (var folder : former) {
          copies.add(copy(Path.of(folder), properties.getParent(), version).toString());
        }
        PropertiesFile.write(properties, properties, Map.of(PLUGIN_PATH, String.join(",", copies)));
        for (var folder : former) {
          // But for the cache that the next run starts with.
          if (Path.of(folder).startsWith(properties.getParent())) {
            DataDirectory.deleteTree(Path.of(folder));
          }
        }
      } catch (IOException e) {
        throw new StackException("the plugins cannot be replaced: " + e, e);
      }
      worker.start();
      var shown = new ConnectClient(worker.url()).pluginVersion(SOURCE);
      if (!shown.equals(version)) {
        throw new StackException(
            "a worker with plugins of version %s shows %s".formatted(version, shown));
      }
      TimeUnit.NANOSECONDS.sleep(length.toNanos() / workers.size());
    }
  }

  private static Path copy(Path folder, Path beside, String version) throws IOException {
    var copy = Files.createTempDirectory(beside, COPIES);
    try (var files = Files.walk(folder)) {
      for (var file : (Iterable<Path>) files::iterator) {
        var target = copy.resolve(folder.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
          continue;
        }
        Files.copy(file, target);
        if (target.getFileName().toString().startsWith("pinstream-source-connector-")
            && target.getFileName().toString().endsWith(".jar")
            && target.getParent().endsWith("lib")) {
          try (var jar = FileSystems.newFileSystem(target)) {
            var manifest = Files.readString(jar.getPath(MANIFEST));
            Files.writeString(
                jar.getPath(MANIFEST),
                manifest.replaceAll("(Implementation-Version: ).*", "$1" + version));
          }
        }
      }
    }
    return copy;
  }
}
