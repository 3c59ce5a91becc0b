// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import org.apache.kafka.connect.data.Struct;

/** One post of the emulation. */
public final class Post {

  private final long position;
  private final long index;
  private final Struct[] rows;

  /** Takes the array over. */
  Post(long position, long index, Struct[] rows) {
    this.position = position;
    this.index = index;
    this.rows = rows;
  }

  /** Its place in the emulation, from 0 on. */
  public long position() {
    return position;
  }

  /** The index of its rows. */
  public long index() {
    return index;
  }

  /**
   * One row per table; null where the table has no such row, but not everywhere. To be read only.
   */
  public Struct[] rows() {
    return rows;
  }
}
