// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.util.Optional;
import org.apache.kafka.connect.errors.DataException;

/**
 * A record that {@link Clean} could not clean and that {@code on.error=fail} refuses. The message
 * says everything; field and rule are its parts, for whoever answers the record's sender.
 */
public final class UncleanException extends DataException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String expected;

  UncleanException(String message, Unclean cause) {
    super(message, cause);
    this.field = cause.field();
    this.expected = cause.getMessage();
  }

  /** The output field to blame; empty when it is the record as a whole. */
  public Optional<String> field() {
    return Optional.ofNullable(field);
  }

  /** What the rule expected, in words that complete "expected ...". */
  public String expected() {
    return expected;
  }
}
