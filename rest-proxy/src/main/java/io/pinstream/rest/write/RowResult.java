// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.write;

import io.pinstream.rest.connect.Unclean;

/** What became of a row. */
public sealed interface RowResult {
  /** All replicas in sync have it. */
  record Written(int partition, long offset) implements RowResult {}

  /** It can't be cleaned, and the dead-letter topic has it. */
  record DeadLettered(String topic, int partition, long offset, Unclean why) implements RowResult {}

  /** It can't be written, however often it is sent: nobody has it but its sender. */
  record Refused(Unclean why) implements RowResult {}

  /** The brokers have not said that they have it; it may be sent again. */
  record Failed(Cause cause, String message) implements RowResult {
    /** Why, and with it what its sender should do. */
    public enum Cause {
      /** The proxy has no memory left for records that wait: later. */
      BUSY,
      /** The brokers don't answer: later. */
      UNAVAILABLE,
      /** The brokers don't let the proxy in: not before somebody has changed that. */
      FORBIDDEN
    }
  }
}
