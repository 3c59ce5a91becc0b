// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

/** A record that is no part of a post: what is wrong with it and what was expected. */
final class UnreadableRecordException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Defect defect;

  UnreadableRecordException(Defect defect, String detail) {
    // Bad records can come by the thousand: nobody reads their stack traces.
    super(detail, null, false, false);
    this.defect = defect;
  }

  Defect defect() {
    return defect;
  }

  /** The text of the {@code dlq.reason} header. */
  String reason() {
    return defect.label() + ": " + getMessage();
  }
}
