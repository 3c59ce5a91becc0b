// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

/**
 * Hears of fields that could not be cleaned.
 *
 * @param <R> the records
 */
interface UncleanFieldListener<R> {

  /**
   * A field could not be cleaned.
   *
   * @param record the record it is in
   * @param field the output field
   * @param original what was read for it
   * @param expected what was expected, in words that complete "expected ..."
   * @throws UncleanRecordException when that spoils the record as a whole
   */
  void unclean(R record, String field, Object original, String expected);
}
