// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import io.pinstream.stack.process.ChildProcess;
import java.time.Duration;
import java.util.Random;

/** Something that goes wrong with a running stack, and passes. */
interface Fault {

  /**
   * Hurts for so long, and mends.
   *
   * @param chance the only source of what is left open: the same gives the same fault
   * @throws io.pinstream.stack.StackException if what was hurt does not come back, or if nothing
   *     was hurt
   */
  void strike(Duration length, Random chance) throws InterruptedException;

  /** Whether a process that ends by itself until all goes on again has done what it should. */
  default boolean mayEnd(ChildProcess process) {
    return false;
  }

  /** Starts again what has ended as it may; called until all goes on again. */
  default void restart() {}
}
