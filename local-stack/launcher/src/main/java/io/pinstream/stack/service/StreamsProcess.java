// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.service;

import io.pinstream.stack.DataDirectory;
import io.pinstream.stack.Installation;
import io.pinstream.stack.PropertiesFile;
import io.pinstream.stack.process.ChildProcesses;
import io.pinstream.stack.process.JavaCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The Streams app, as a child process. */
public final class StreamsProcess extends HttpService {
  private StreamsProcess(
      ChildProcesses children,
      List<String> command,
      Map<String, String> environment,
      Path log,
      String port) {
    super(children, "Streams app", command, environment, log, port);
  }

  /**
   * Starts one of several instances against topics that are there.
   *
   * @param name of the instance's folder
   * @param settings those that differ from {@code config/local/streams.properties}, the port among
   *     them
   */
  public static StreamsProcess start(
      Installation installation,
      DataDirectory data,
      String name,
      Map<String, String> settings,
      ChildProcesses children) {
    return start(installation, data, name, settings, Map.of(), children);
  }

  /**
   * Starts one of several instances.
   *
   * @param environment variables of the process
   */
  public static StreamsProcess start(
      Installation installation,
      DataDirectory data,
      String name,
      Map<String, String> settings,
      Map<String, String> environment,
      ChildProcesses children) {
    var directory = data.run(name);
    var own = new TreeMap<>(settings);
    own.putIfAbsent("state.dir", directory.resolve("state").toString());
    var properties =
        PropertiesFile.write(
            directory.resolve("streams.properties"),
            installation.config("local/streams.properties"),
            own);
    var command =
        JavaCommand.of("io.pinstream.streams.PinstreamApp", installation.streamsAppClassPath())
            .heap(192)
            .endWithoutMemory()
            .classDataArchive(installation.cache("class-data"))
            .argument("--config")
            .argument(properties)
            .toList();
    var app =
        new StreamsProcess(
            children, command, environment, data.log(name), settings.get("http.port"));
    app.start();
    return app;
  }

  /** The base URL of an app on this port. */
  public static String url(int httpPort) {
    return url(Integer.toString(httpPort));
  }
}
