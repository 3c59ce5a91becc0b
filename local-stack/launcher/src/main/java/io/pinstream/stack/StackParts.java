// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import io.pinstream.stack.process.ChildProcesses;
import io.pinstream.stack.service.Broker;
import io.pinstream.stack.service.ConnectWorker;
import io.pinstream.stack.service.Database;
import io.pinstream.stack.service.KraftBroker;
import io.pinstream.stack.service.MariaDb;
import io.pinstream.stack.service.ObjectStore;
import io.pinstream.stack.service.RestProcess;
import io.pinstream.stack.service.S3SinkArchive;
import io.pinstream.stack.service.Service;
import io.pinstream.stack.service.StreamsProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Starts the parts of one stack as its options say; each returns when it answers. */
final class StackParts {
  private final Installation installation;
  private final StackOptions options;
  private final DataDirectory data;
  private final StackListener listener;
  private final ChildProcesses children;
  private final long createdNanos = System.nanoTime();

  StackParts(
      Installation installation,
      StackOptions options,
      DataDirectory data,
      StackListener listener,
      ChildProcesses children) {
    this.installation = installation;
    this.options = options;
    this.data = data;
    this.listener = listener;
    this.children = children;
  }

  private <T extends Service> T ready(T service) {
    listener.ready(service, Duration.ofNanos(System.nanoTime() - createdNanos));
    return service;
  }

  /** The user's database, or an empty one. */
  Database database() {
    if (options.database().isPresent()) {
      return ready(options.database().get());
    }
    return ready(MariaDb.start(installation, data, children));
  }

  /** The user's broker, or one of our own. */
  Broker broker() {
    if (options.broker().isPresent()) {
      return ready(options.broker().get());
    }
    var settings = options.surroundings().brokerSettings();
    return ready(
        options.surroundings().hasController()
            ? KraftBroker.startBesideController(installation, data, children, settings)
            : KraftBroker.start(installation, data, children, settings));
  }

  ObjectStore objectStore() {
    return ready(ObjectStore.start(installation, data, children));
  }

  /**
   * An instance of the Streams app.
   *
   * @param number from 1
   */
  StreamsProcess app(int number, String bootstrapServers, int httpPort) {
    var name = name("streams-app", number);
    var settings = new TreeMap<>(options.surroundings().appSettings(name));
    settings.put("bootstrap.servers", options.surroundings().brokerOfApps(bootstrapServers));
    settings.put("user.id", options.userId());
    settings.put("http.port", Integer.toString(httpPort));
    return ready(
        StreamsProcess.start(
            installation,
            data,
            name,
            settings,
            options.surroundings().environment(name),
            children));
  }

  RestProcess rest(String bootstrapServers, int port) {
    return ready(
        RestProcess.start(
            installation, data, bootstrapServers, options.userId(), port, Map.of(), children));
  }

  /**
   * A worker, all of which are one cluster.
   *
   * @param number from 1
   * @param environment variables that connectors refer to
   */
  ConnectWorker worker(int number, String bootstrapServers, Map<String, String> environment) {
    var settings = new TreeMap<String, String>();
    List<Path> plugins;
    if (options.s3SinkArchive().isEmpty()) {
      plugins = List.of(installation.mskPlugin(), installation.lakehousePlugin());
    } else if (S3SinkArchive.isBundled(options.s3SinkArchive().get())) {
      plugins = List.of(options.s3SinkArchive().get());
    } else {
      plugins = List.of(installation.mskPlugin(), options.s3SinkArchive().get());
      // Confluent's archives carry no service manifests.
      settings.put("plugin.discovery", "hybrid_warn");
    }
    settings.putAll(options.workerSettings());
    var name = name("connect", number);
    var variables = new TreeMap<>(environment);
    variables.putAll(options.surroundings().environment(name));
    return ready(
        ConnectWorker.start(
            installation,
            data,
            name,
            options.connect(),
            bootstrapServers,
            plugins,
            settings,
            variables,
            children));
  }

  private static String name(String kind, int number) {
    return number == 1 ? kind : kind + "-" + number;
  }
}
