// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.sampling;

/** The orders that the setting {@code sampling.order} offers. */
public enum SamplingOrder {
  /** With replacement: every row is as likely as any other at every position. */
  RANDOM,
  /** Every row once per round, each round in another order. */
  SHUFFLE,
  /** By rising index, round after round. */
  SEQUENTIAL,
  /** The draws of the original Python script. */
  PYTHON
}
