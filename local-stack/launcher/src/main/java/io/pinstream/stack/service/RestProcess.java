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

/** The REST proxy, as a child process. */
public final class RestProcess extends HttpService {
  private RestProcess(ChildProcesses children, List<String> command, Path log, String port) {
    super(children, "REST proxy", command, Map.of(), log, port);
  }

  /**
   * Starts the proxy against topics that are there.
   *
   * @param settings those that differ from {@code config/local/rest.properties}
   */
  public static RestProcess start(
      Installation installation,
      DataDirectory data,
      String bootstrapServers,
      String userId,
      int port,
      Map<String, String> settings,
      ChildProcesses children) {
    var own = new TreeMap<>(settings);
    own.put("bootstrap.servers", bootstrapServers);
    own.put("user.id", userId);
    own.put("http.port", Integer.toString(port));
    var properties =
        PropertiesFile.write(
            data.run("rest-proxy").resolve("rest.properties"),
            installation.config("local/rest.properties"),
            own);
    var command =
        JavaCommand.of("io.pinstream.rest.RestProxy", installation.restProxyClassPath())
            .heap(192)
            .classDataArchive(installation.cache("class-data"))
            .argument("--config")
            .argument(properties)
            .toList();
    var proxy = new RestProcess(children, command, data.log("rest-proxy"), own.get("http.port"));
    proxy.start();
    return proxy;
  }
}
