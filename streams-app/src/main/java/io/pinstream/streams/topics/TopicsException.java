// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.topics;

/** The cluster's topics don't allow the app to run; the message says what to change. */
public final class TopicsException extends Exception {
  private static final long serialVersionUID = 1L;

  public TopicsException(String message) {
    super(message);
  }

  public TopicsException(String message, Throwable cause) {
    super(message, cause);
  }
}
