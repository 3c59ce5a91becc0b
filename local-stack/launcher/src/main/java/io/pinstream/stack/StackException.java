// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

/**
 * Something the user can do about: the message says what happened, what was expected and what to
 * do.
 */
public final class StackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StackException(String message) {
    super(message);
  }

  public StackException(String message, Throwable cause) {
    super(message, cause);
  }
}
