// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import io.pinstream.stack.process.ChildProcess;
import io.pinstream.stack.service.Service;
import java.time.Duration;

/** Who wants to know what a stack is doing. */
public interface StackListener {

  /** So many rows of a generated table are in the database. */
  void rowsLoaded(String table, long rows, long rowsOfTable);

  /** A service answers, so long after the stack's start. */
  void ready(Service service, Duration sinceStart);

  /** A process has ended without having been asked to. */
  void crashed(ChildProcess process);
}
