// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.connect;

/**
 * Why a row can't be written.
 *
 * @param field the output field to blame; null when it is the row as a whole
 * @param rule what was expected, as {@code expected ...}; null where no rule says so
 * @param message all of it, in one sentence
 */
public record Unclean(String field, String rule, String message) {
  private static final int LONGEST = 500;

  public Unclean {
    message = shortened(message);
    rule = rule == null ? null : shortened(rule);
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "...";
  }
}
