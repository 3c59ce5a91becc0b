// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.service;

import io.pinstream.stack.DataDirectory;
import io.pinstream.stack.Installation;
import io.pinstream.stack.PropertiesFile;
import io.pinstream.stack.process.ChildProcess;
import io.pinstream.stack.process.JavaCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;

/** A node of a new KRaft cluster, whatever its roles: its settings, its folder and its command. */
final class KraftNode {
  private static final Duration FORMAT = Duration.ofMinutes(1);

  private final Installation installation;
  private final DataDirectory data;
  private final String name;
  private final Path properties;

  /**
   * Writes a node's settings.
   *
   * @param name of its folder and of its log
   * @param additions settings beside those of {@code config/local/broker.properties}
   */
  KraftNode(
      Installation installation, DataDirectory data, String name, Map<String, String> additions) {
    this.installation = installation;
    this.data = data;
    this.name = name;
    var directory = data.run(name);
    var all = new TreeMap<>(additions);
    all.putIfAbsent("log.dirs", directory.resolve("topics").toString());
    properties =
        PropertiesFile.write(
            directory.resolve("server.properties"),
            installation.config("local/broker.properties"),
            all);
  }

  String setting(String key) {
    return PropertiesFile.read(properties).get(key);
  }

  Path log() {
    return data.log(name);
  }

  /** Makes its folder one of this cluster's. */
  KraftNode format(Uuid cluster) {
    var format =
        ChildProcess.start(
            name + " (format)",
            java("kafka.tools.StorageTool", 128)
                .argument("format")
                .argument("--cluster-id")
                .argument(cluster)
                .argument("--config")
                .argument(properties)
                .toList(),
            Map.of(),
            log());
    try (format) {
      format.awaitSuccess(FORMAT);
    }
    return this;
  }

  List<String> command() {
    return java("kafka.Kafka", 256).argument(properties).toList();
  }

  private JavaCommand java(String mainClass, int heap) {
    return JavaCommand.of(mainClass, installation.classPath("kafka"))
        .heap(heap)
        .classDataArchive(installation.cache("class-data"))
        .property("logback.configurationFile", installation.config("local/logback.xml"));
  }
}
