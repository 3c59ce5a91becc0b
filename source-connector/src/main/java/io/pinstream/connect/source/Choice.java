// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import java.util.Locale;

/** How users write the constants of an enumeration: in lower case. */
final class Choice {

  private Choice() {}

  static <E extends Enum<E>> E of(Class<E> choices, String text) {
    return Enum.valueOf(choices, text.toUpperCase(Locale.ROOT));
  }

  static String text(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
