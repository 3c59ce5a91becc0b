// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.post;

import java.util.Locale;

/** The kinds of reasons for which a record becomes a dead letter. */
public enum DeadLetterReason {
  NO_KEY,
  BAD_KEY,
  EMPTY_VALUE,
  NOT_JSON,
  NOT_A_ROW,
  RAW_ROW,
  UNCLEAN,
  MISSING_FIELD,
  BAD_FIELD,
  KEY_MISMATCH,
  TOO_LARGE;

  /** The name in headers and metrics, such as {@code missing-field}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
