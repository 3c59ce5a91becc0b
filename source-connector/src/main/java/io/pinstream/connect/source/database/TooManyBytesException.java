// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

/** The rows that were asked for are larger than may be read at a time: ask for fewer of them. */
final class TooManyBytesException extends RuntimeException {
  private static final long serialVersionUID = 1L;
}
