// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.sampling;

/** The orders that the setting {@code sampling.order} offers. */
public enum SamplingOrder {
  /** With replacement. */
  RANDOM,
  /** Every row once per round, each round in another order. */
  SHUFFLE,
  /** By rising index, round after round. */
  SEQUENTIAL,
  /** The draws of the original Python script. */
  PYTHON;

  SampleOrder seededWith(long seed, PythonScript script) {
    return switch (this) {
      case RANDOM -> new RandomOrder(seed);
      case SHUFFLE -> new ShuffleOrder(seed);
      case SEQUENTIAL -> new SequentialOrder();
      case PYTHON -> new PythonOrder(script);
    };
  }
}
