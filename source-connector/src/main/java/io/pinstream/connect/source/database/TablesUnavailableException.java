// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import org.apache.kafka.connect.errors.ConnectException;

/**
 * There is nothing to read at the moment: an error that may pass, as the tables' being empty may,
 * did not in the attempts that the settings allow. What is in memory can still be emitted.
 */
public final class TablesUnavailableException extends ConnectException {

  private static final long serialVersionUID = 1L;

  TablesUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
