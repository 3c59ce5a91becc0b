// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

/** Not all partitions can be asked right now; the message says which and why. */
public final class InstanceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Cause {
    /** Partitions are on their way from one instance to another, or being restored. */
    PARTITIONS_MOVE,
    /** Another instance did not answer, or not as expected. */
    INSTANCE_FAILS,
    /** Another instance did not answer in time. */
    INSTANCE_IS_SLOW,
    /** An instance has as much to look for as it takes. */
    BUSY
  }

  private final Cause why;

  InstanceException(Cause why, String message, Throwable cause) {
    super(message, cause);
    this.why = why;
  }

  InstanceException(Cause why, String message) {
    this(why, message, null);
  }

  public Cause why() {
    return why;
  }
}
