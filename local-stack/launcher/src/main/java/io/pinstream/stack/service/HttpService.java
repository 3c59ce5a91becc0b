// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.service;

import io.pinstream.stack.process.ChildProcesses;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A child process that is ready when its web server says so at {@code /readyz}. */
abstract class HttpService extends ChildService {
  private static final int OK = 200;

  private final String url;

  HttpService(
      ChildProcesses children,
      String name,
      List<String> command,
      Map<String, String> environment,
      Path log,
      String port) {
    super(children, name, command, environment, log);
    this.url = url(port);
  }

  static String url(String port) {
    return "http://127.0.0.1:" + port;
  }

  @Override
  final boolean answers() {
    return Endpoint.answers(url + "/readyz", OK);
  }

  /** Its base URL. */
  public final String url() {
    return url;
  }

  @Override
  public final String address() {
    return url;
  }
}
