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

/** The Streams app, as a child process. */
public final class StreamsProcess extends ChildService {
  private static final int OK = 200;

  private final String url;

  private StreamsProcess(ChildProcesses children, List<String> command, Path log, String url) {
    super(children, "Streams app", command, Map.of(), log);
    this.url = url;
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
            children, command, data.log("streams-app"), "http://127.0.0.1:" + httpPort);
    app.start();
    return app;
  }

  @Override
  boolean answers() {
    return Endpoint.answers(url + "/readyz", OK);
  }

  /** The base URL of the app's page and API. */
  public String url() {
    return url;
  }

  @Override
  public String address() {
    return url;
  }
}
