// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import io.pinstream.stack.PropertiesFile;
import io.pinstream.stack.StackException;
import io.pinstream.stack.service.ConnectWorker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Another copy of the plugins' folders for one worker after the other, as an upgrade under load is
 * done.
 *
 * @param workers by the file of their properties
 */
record NewPlugins(Map<Path, ConnectWorker> workers) implements Fault {
  private static final String PLUGIN_PATH = "plugin.path";

  @Override
  public void strike(Duration length, Random chance) throws InterruptedException {
    for (var worker : new TreeMap<>(workers).entrySet()) {
      worker.getValue().close();
      var properties = worker.getKey();
      var copies =
          List.of(PropertiesFile.read(properties).get(PLUGIN_PATH).split(",", -1)).stream()
              .map(folder -> copy(Path.of(folder), properties.getParent()).toString())
              .collect(Collectors.joining(","));
      PropertiesFile.write(properties, properties, Map.of(PLUGIN_PATH, copies));
      worker.getValue().start();
      TimeUnit.NANOSECONDS.sleep(length.toNanos());
    }
  }

  private static Path copy(Path folder, Path beside) {
    try (var files = Files.walk(folder)) {
      var copy = Files.createTempDirectory(beside, "plugins");
      for (var file : (Iterable<Path>) files::iterator) {
        var target = copy.resolve(folder.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
      return copy;
    } catch (IOException e) {
      throw new StackException("the plugins of %s cannot be copied: %s".formatted(folder, e), e);
    }
  }
}
