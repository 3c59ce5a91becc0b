// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import org.apache.kafka.connect.errors.ConnectException;

/** A table can be read but not used as it is; the message says why and what to do. */
public final class TableLayoutException extends ConnectException {

  private static final long serialVersionUID = 1L;

  private final String setting;

  TableLayoutException(String setting, String message) {
    super(message);
    this.setting = setting;
  }

  /** The setting that has to change. */
  public String setting() {
    return setting;
  }
}
