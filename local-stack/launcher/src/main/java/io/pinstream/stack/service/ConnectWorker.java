// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.service;

import io.pinstream.stack.DataDirectory;
import io.pinstream.stack.Installation;
import io.pinstream.stack.PropertiesFile;
import io.pinstream.stack.process.ChildProcess;
import io.pinstream.stack.process.ChildProcesses;
import io.pinstream.stack.process.FreePorts;
import io.pinstream.stack.process.JavaCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A distributed Connect worker of the version that MSK Connect runs, as a child process. */
public final class ConnectWorker implements Service {
  private static final Duration START = Duration.ofMinutes(2);
  private static final int OK = 200;

  private final List<String> command;
  private final Map<String, String> environment;
  private final String url;
  private final Path log;
  private final ChildProcesses children;
  private ChildProcess process;

  private ConnectWorker(
      List<String> command,
      Map<String, String> environment,
      String url,
      Path log,
      ChildProcesses children) {
    this.command = command;
    this.environment = environment;
    this.url = url;
    this.log = log;
    this.children = children;
  }

  /**
   * Starts a worker that sees plugins as MSK Connect does: as archives.
   *
   * @param plugins the plugin archives
   * @param settings worker settings that take precedence over {@code
   *     config/local/worker.properties}
   * @param environment variables that connectors may refer to as {@code ${env:NAME}}
   */
  public static ConnectWorker start(
      Installation installation,
      DataDirectory data,
      String bootstrapServers,
      List<Path> plugins,
      Map<String, String> settings,
      Map<String, String> environment,
      ChildProcesses children) {
    var url = "http://127.0.0.1:" + FreePorts.find(1).get(0);
    var pluginPath =
        plugins.stream()
            .map(archive -> PluginFolder.unpack(archive, data.cache("plugins")).toString())
            .collect(Collectors.joining(","));
    var additions = new TreeMap<String, String>();
    additions.put("bootstrap.servers", bootstrapServers);
    additions.put("listeners", url);
    additions.put("plugin.path", pluginPath);
    additions.putAll(settings);
    var directory = data.run("connect");
    var properties =
        PropertiesFile.write(
            directory.resolve("worker.properties"),
            installation.config("local/worker.properties"),
            additions);
    var command =
        JavaCommand.of(
                "org.apache.kafka.connect.cli.ConnectDistributed",
                installation.classPath("connect-worker"))
            .heap(512)
            .classDataArchive(installation.classDataArchives())
            .property(
                "log4j.configuration",
                installation.config("local/connect-log4j.properties").toUri())
            .argument(properties)
            .toList();
    var worker = new ConnectWorker(command, environment, url, data.log("connect"), children);
    worker.restart();
    return worker;
  }

  /** Starts the process (again), on the same port. */
  public void restart() {
    process = children.start("Connect worker", command, environment, log);
    process.awaitReady(() -> Endpoint.answers(url + "/connectors", OK), START);
  }

  /** The REST API's base URL. */
  public String url() {
    return url;
  }

  /** The child process, for tests that hurt it. */
  public ChildProcess process() {
    return process;
  }

  @Override
  public String name() {
    return "Connect worker";
  }

  @Override
  public String address() {
    return url;
  }

  @Override
  public Path log() {
    return log;
  }

  @Override
  public void close() {
    process.close();
  }
}
