// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.sampling;

/** Which times posts have: the setting {@code event.time}. */
public enum EventTime {
  /** Those of their rows. */
  AS_IS,
  /** The time at which they are emitted. */
  NOW
}
