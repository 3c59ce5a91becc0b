// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.service;

import io.pinstream.stack.DataDirectory;
import io.pinstream.stack.Installation;
import io.pinstream.stack.PropertiesFile;
import io.pinstream.stack.process.ChildProcess;
import io.pinstream.stack.process.ChildProcesses;
import io.pinstream.stack.process.JavaCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The Streams app, as a child process. */
public final class StreamsProcess implements Service {
  private static final Duration START = Duration.ofMinutes(2);
  private static final int OK = 200;

  private final List<String> command;
  private final String url;
  private final Path log;
  private final ChildProcesses children;
  private ChildProcess process;

  private StreamsProcess(List<String> command, String url, Path log, ChildProcesses children) {
    this.command = command;
    this.url = url;
    this.log = log;
    this.children = children;
  }

  /** Starts the app against topics that are there. */
  public static StreamsProcess start(
      Installation installation,
      DataDirectory data,
      String bootstrapServers,
      String userId,
      int httpPort,
      ChildProcesses children) {
    var directory = data.run("streams");
    var properties =
        PropertiesFile.write(
            directory.resolve("streams.properties"),
            installation.config("local/streams.properties"),
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "user.id",
                userId,
                "http.port",
                Integer.toString(httpPort),
                "state.dir",
                directory.resolve("state").toString()));
    var command =
        JavaCommand.of("io.pinstream.streams.PinstreamApp", installation.classPath("streams-app"))
            .heap(192)
            .classDataArchive(installation.classDataArchives())
            .argument("--config")
            .argument(properties)
            .toList();
    var app =
        new StreamsProcess(
            command, "http://127.0.0.1:" + httpPort, data.log("streams-app"), children);
    app.restart();
    return app;
  }

  /** Starts the process (again), with the same state directory. */
  public void restart() {
    process = children.start("Streams app", command, Map.of(), log);
    process.awaitReady(() -> Endpoint.answers(url + "/readyz", OK), START);
  }

  /** The base URL of the app's page and API. */
  public String url() {
    return url;
  }

  /** The child process, for tests that hurt it. */
  public ChildProcess process() {
    return process;
  }

  @Override
  public String name() {
    return "Streams app";
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
