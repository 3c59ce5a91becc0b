// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.post;

/** The state on disk or in the changelog was written by a version that this one can't read. */
public final class IncompatibleStateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  IncompatibleStateException(String message) {
    super(message);
  }
}
