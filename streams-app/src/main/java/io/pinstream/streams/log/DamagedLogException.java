// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.log;

import java.io.IOException;

/** A file of a log does not have what was written to it. */
final class DamagedLogException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedLogException(String message) {
    super(message);
  }
}
