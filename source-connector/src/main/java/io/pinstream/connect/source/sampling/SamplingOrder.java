// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.sampling;

import java.util.Locale;

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

  /** The order as users write it: lower case. */
  public static SamplingOrder of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** The name as users write it: lower case. */
  public String settingValue() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A fresh sequence of draws. Not safe for use by several threads. */
  public SampleOrder seededWith(long seed) {
    return switch (this) {
      case RANDOM -> new RandomOrder(seed);
      case SHUFFLE -> new ShuffleOrder(seed);
      case SEQUENTIAL -> new SequentialOrder();
      case PYTHON -> new PythonOrder(seed);
    };
  }
}
