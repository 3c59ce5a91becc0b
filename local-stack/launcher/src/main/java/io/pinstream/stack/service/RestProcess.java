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
public final class RestProcess extends ChildService {
  private static final int OK = 200;

  private final String url;

  private RestProcess(ChildProcesses children, List<String> command, Path log, String url) {
    super(children, "REST proxy", command, Map.of(), log);
    this.url = url;
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
            .classDataArchive(installation.classDataArchives())
            .argument("--config")
            .argument(properties)
            .toList();
    var proxy =
        new RestProcess(children, command, data.log("rest-proxy"), "http://127.0.0.1:" + port);
    proxy.start();
    return proxy;
  }

  @Override
  boolean answers() {
    return Endpoint.answers(url + "/readyz", OK);
  }

  /** Where scripts post to. */
  public String url() {
    return url;
  }

  @Override
  public String address() {
    return url;
  }
}
