// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.service;

import io.pinstream.stack.DataDirectory;
import io.pinstream.stack.Installation;
import io.pinstream.stack.PropertiesFile;
import io.pinstream.stack.StackException;
import io.pinstream.stack.process.ChildProcess;
import io.pinstream.stack.process.ChildProcesses;
import io.pinstream.stack.process.FreePorts;
import io.pinstream.stack.process.JavaCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/** A KRaft broker of the newest Kafka, as a child process. */
public final class KraftBroker extends ChildService implements Broker {
  private static final Duration FORMAT = Duration.ofMinutes(1);

  private final String bootstrapServers;

  private KraftBroker(
      ChildProcesses children, List<String> command, Path log, String bootstrapServers) {
    super(children, "broker", command, Map.of(), log);
    this.bootstrapServers = bootstrapServers;
  }

  /** Formats a new log directory and starts the broker on it. */
  public static KraftBroker start(
      Installation installation, DataDirectory data, ChildProcesses children) {
    return start(installation, data, children, Map.of());
  }

  /**
   * Starts a broker.
   *
   * @param additions settings beside those of {@code config/local/broker.properties}; listeners are
   *     added to the broker's own
   */
  public static KraftBroker start(
      Installation installation,
      DataDirectory data,
      ChildProcesses children,
      Map<String, String> additions) {
    var ports = FreePorts.find(2);
    var listener = "127.0.0.1:" + ports.get(0);
    var controller = "127.0.0.1:" + ports.get(1);
    var directory = data.run("broker");
    var all = new TreeMap<>(additions);
    all.put("node.id", "1");
    add(all, "listeners", "PLAINTEXT://%s,CONTROLLER://%s".formatted(listener, controller));
    add(all, "advertised.listeners", "PLAINTEXT://" + listener);
    all.put("controller.quorum.voters", "1@" + controller);
    all.putIfAbsent("log.dirs", directory.resolve("topics").toString());
    var settings =
        PropertiesFile.write(
            directory.resolve("server.properties"),
            installation.config("local/broker.properties"),
            all);
    var classPath = installation.classPath("kafka");
    var log = data.log("broker");
    format(installation, classPath, settings, Path.of(all.get("log.dirs")), log);
    var command =
        JavaCommand.of("kafka.Kafka", classPath)
            .heap(256)
            .classDataArchive(installation.classDataArchives())
            .property("logback.configurationFile", installation.config("local/logback.xml"))
            .argument(settings)
            .toList();
    var broker = new KraftBroker(children, command, log, listener);
    broker.start();
    return broker;
  }

  private static void add(Map<String, String> settings, String list, String own) {
    settings.merge(list, own, (more, ours) -> ours + "," + more);
  }

  private static void format(
      Installation installation, List<Path> classPath, Path settings, Path topics, Path log) {
    var format =
        ChildProcess.start(
            "broker (format)",
            JavaCommand.of("kafka.tools.StorageTool", classPath)
                .heap(128)
                .classDataArchive(installation.classDataArchives())
                .property("logback.configurationFile", installation.config("local/logback.xml"))
                .argument("format")
                .argument("--cluster-id")
                .argument(Uuid.randomUuid())
                .argument("--config")
                .argument(settings)
                .toList(),
            Map.of(),
            log);
    var formatted = topics.resolve("meta.properties");
    try (format) {
      format.awaitEnd(FORMAT);
    }
    if (!Files.exists(formatted)) {
      throw new StackException(format.lastWords());
    }
  }

  @Override
  boolean answers() {
    if (!Endpoint.accepts(bootstrapServers)) {
      return false;
    }
    try (var admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "2000",
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "2000"))) {
      return !admin.describeCluster().nodes().get(3, TimeUnit.SECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while the broker was starting", e);
    }
  }

  @Override
  public String bootstrapServers() {
    return bootstrapServers;
  }

  @Override
  public String address() {
    return bootstrapServers;
  }
}
