// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import org.apache.kafka.connect.errors.ConnectException;

/** An error that may pass did not pass in the attempts that the settings allow. */
public final class DatabaseUnavailableException extends ConnectException {

  private static final long serialVersionUID = 1L;

  DatabaseUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
