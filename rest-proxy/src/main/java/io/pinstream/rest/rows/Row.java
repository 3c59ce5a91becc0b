// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.rows;

/**
 * A row as its sender gave it, as {@link Json} reads it. A whole number beyond 64 bits is a {@link
 * java.math.BigInteger}, for which Connect has no type: such a row is refused, and no other.
 *
 * @param key null if it came without
 * @param value null for a tombstone
 * @param partition null where the key decides
 * @param defect why it is no row at all; null if it is one
 */
public record Row(Object key, Object value, Integer partition, String defect) {

  public static Row of(Object key, Object value, Integer partition) {
    return new Row(key, value, partition, null);
  }

  /** Something in the place of a row that is none. */
  static Row defective(Object key, Object value, Integer partition, String defect) {
    return new Row(key, value, partition, defect);
  }
}
