// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.config;

/**
 * A setting that can't be used; the message names it, says what was expected and fits on one line.
 */
public final class InvalidSettingException extends Exception {
  private static final long serialVersionUID = 1L;

  public InvalidSettingException(String message) {
    super(message.replaceAll("\\s*\\R\\s*", " "));
  }

  /** What began a failure, in its words. */
  public static String rootMessage(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage();
  }
}
