// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.service;

import io.pinstream.stack.process.ChildProcesses;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The controller of a broker that is not its own, as a child process. */
final class KraftController extends ChildService {
  private final String address;

  KraftController(ChildProcesses children, List<String> command, Path log, String address) {
    super(children, "controller", command, Map.of(), log);
    this.address = address;
  }

  @Override
  boolean answers() {
    return Endpoint.accepts(address);
  }

  @Override
  public String address() {
    return address;
  }
}
