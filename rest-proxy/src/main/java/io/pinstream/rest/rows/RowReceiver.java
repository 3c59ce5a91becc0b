// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.rows;

/** Is given the rows of a request as they are found, and asked for the memory that they take. */
public interface RowReceiver {
  /** The next row; throws if it is one too many. */
  void add(Row row);

  /** Called before so many bytes are taken, about; throws if there are none left. */
  void reserve(int bytes);
}
