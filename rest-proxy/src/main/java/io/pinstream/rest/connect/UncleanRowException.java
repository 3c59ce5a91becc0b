// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.connect;

/** A row that the transforms or converters refuse. */
public final class UncleanRowException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Unclean why;

  UncleanRowException(Unclean why, Throwable cause) {
    // Bad rows come in floods, and the place in this code says nothing about them: no stack trace.
    super(why.message(), cause, false, false);
    this.why = why;
  }

  public Unclean why() {
    return why;
  }
}
