// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.post;

/** A record that is no part of a post: what is wrong with it and what was expected. */
public final class UnreadableRecordException extends Exception {
  private static final long serialVersionUID = 1L;

  private final DeadLetterReason reason;

  public UnreadableRecordException(DeadLetterReason reason, String detail) {
    // Bad records can come by the thousand: nobody reads their stack traces.
    super(detail, null, false, false);
    this.reason = reason;
  }

  public DeadLetterReason reason() {
    return reason;
  }

  /** Reason and detail in one line, the text of the {@code dlq.reason} header. */
  public String description() {
    return reason.label() + ": " + getMessage();
  }
}
