// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.post;

/**
 * A column of a clean row.
 *
 * @param position its place among the table's columns, from 0
 */
public record Column(Table table, int position, String name, ColumnType type) {
  /** Its bit among those of all columns of a post, the first of which has the lowest. */
  public int bit() {
    return 1 << Post.COLUMNS.indexOf(this);
  }
}
