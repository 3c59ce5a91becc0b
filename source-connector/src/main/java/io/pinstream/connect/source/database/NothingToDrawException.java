// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import org.apache.kafka.connect.errors.ConnectException;

/** The tables hold no row that could be drawn. */
public final class NothingToDrawException extends ConnectException {

  private static final long serialVersionUID = 1L;

  NothingToDrawException(String message) {
    super(message);
  }
}
