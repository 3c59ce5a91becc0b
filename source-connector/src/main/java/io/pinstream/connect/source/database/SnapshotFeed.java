// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import io.pinstream.connect.source.sampling.PositionCursor;
import io.pinstream.connect.source.sampling.SampleOrder;

/** Posts out of memory. */
final class SnapshotFeed implements PostFeed {

  private final PositionCursor cursor;
  private final SampleOrder order;
  private volatile Snapshot snapshot;
  private Post head;

  SnapshotFeed(Snapshot snapshot, PositionCursor cursor, SampleOrder order) {
    this.snapshot = snapshot;
    this.cursor = cursor;
    this.order = order;
  }

  /** Takes the rows from a newer snapshot from now on; any thread may call it. */
  void replace(Snapshot newer) {
    snapshot = newer;
  }

  @Override
  public Post peek() {
    if (head == null && !cursor.atEnd()) {
      Snapshot current = snapshot;
      long position = cursor.next();
      int ordinal = (int) order.ordinal(position, current.indexes().size());
      head = new Post(position, current.indexes().index(ordinal), current.rows(ordinal));
    }
    return head;
  }

  @Override
  public void remove() {
    head = null;
  }

  @Override
  public boolean atEnd() {
    return head == null && cursor.atEnd();
  }

  @Override
  public int size() {
    return snapshot.indexes().size();
  }

  @Override
  public long rowsInMemory() {
    return snapshot.rowCount();
  }
}
