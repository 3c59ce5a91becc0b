// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

/** An archive that cannot be read, or that a worker could not load. The message says what to do. */
public final class ArchiveException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ArchiveException(String message) {
    super(message);
  }

  ArchiveException(String message, Throwable cause) {
    super(message, cause);
  }
}
