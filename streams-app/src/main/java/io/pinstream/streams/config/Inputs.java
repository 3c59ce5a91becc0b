// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.config;

import java.util.Arrays;
import java.util.Locale;

/** What the rows in the input topics are. */
public enum Inputs {
  /** Clean already, keyed by their index: they are joined as they come. */
  CLEAN,
  /** As the database or another producer has them, keyed or not: they are cleaned first. */
  RAW;

  /** The word in the settings. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static String[] labels() {
    return Arrays.stream(values()).map(Inputs::label).toArray(String[]::new);
  }

  static Inputs of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
