// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.service;

import io.pinstream.stack.DataDirectory;
import io.pinstream.stack.Installation;
import io.pinstream.stack.PropertiesFile;
import io.pinstream.stack.process.ChildProcesses;
import io.pinstream.stack.process.FreePorts;
import io.pinstream.stack.process.JavaCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A distributed Connect worker as a child process. */
public final class ConnectWorker extends ChildService {
  private static final int OK = 200;

  private final Path properties;
  private final String url;

  private ConnectWorker(
      ChildProcesses children,
      List<String> command,
      Map<String, String> environment,
      Path log,
      Path properties,
      String url) {
    super(children, "Connect worker", command, environment, log);
    this.properties = properties;
    this.url = url;
  }

  /**
   * Starts a worker that sees plugins as MSK Connect does: as archives.
   *
   * @param name of the worker's folder
   * @param plugins the plugin archives
   * @param settings worker settings that take precedence over {@code
   *     config/local/worker.properties}
   * @param environment variables that connectors may refer to as {@code ${env:NAME}}, beside {@code
   *     PINSTREAM_BOOTSTRAP_SERVERS}
   */
  public static ConnectWorker start(
      Installation installation,
      DataDirectory data,
      String name,
      ConnectVersion version,
      String bootstrapServers,
      List<Path> plugins,
      Map<String, String> settings,
      Map<String, String> environment,
      ChildProcesses children) {
    var url = "http://127.0.0.1:" + FreePorts.find(1).get(0);
    var pluginPath =
        plugins.stream()
            .map(archive -> PluginFolder.unpack(archive, installation.cache("plugins")).toString())
            .collect(Collectors.joining(","));
    var additions = new TreeMap<String, String>();
    additions.put("bootstrap.servers", bootstrapServers);
    additions.put("listeners", url);
    additions.put("plugin.path", pluginPath);
    additions.putAll(settings);
    var directory = data.run(name);
    var properties =
        PropertiesFile.write(
            directory.resolve("worker.properties"),
            installation.config("local/worker.properties"),
            additions);
    var command =
        JavaCommand.of(
                "org.apache.kafka.connect.cli.ConnectDistributed",
                installation.classPath(version.module()))
            .heap(512)
            .classDataArchive(installation.cache("class-data"))
            .property(version.logProperty(), installation.config(version.logSettings()).toUri())
            .argument(properties)
            .toList();
    var variables = new TreeMap<>(environment);
    variables.put("PINSTREAM_BOOTSTRAP_SERVERS", bootstrapServers);
    var worker = new ConnectWorker(children, command, variables, data.log(name), properties, url);
    worker.start();
    return worker;
  }

  @Override
  boolean answers() {
    return Endpoint.answers(url + "/connectors", OK);
  }

  /** The file of its settings, read when it starts. */
  public Path properties() {
    return properties;
  }

  /** The REST API's base URL. */
  public String url() {
    return url;
  }

  @Override
  public String address() {
    return url;
  }
}
