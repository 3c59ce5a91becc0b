// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

/** A data set could not be loaded; the message says why and what to do. */
public final class DatasetLoadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DatasetLoadException(String message) {
    super(message);
  }

  DatasetLoadException(String message, Throwable cause) {
    super(message, cause);
  }
}
