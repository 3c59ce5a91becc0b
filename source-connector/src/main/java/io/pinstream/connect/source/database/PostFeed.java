// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

/** Hands out the posts of one task in the order of their positions, to one thread. */
public interface PostFeed {

  /** The next post; null if it has not been read yet or none is left. */
  Post peek();

  /** Goes on to the post after {@link #peek}. */
  void remove();

  /** Whether every post has been handed out. */
  boolean atEnd();

  /** How many indexes there are to draw from. */
  int size();

  /** How many rows are in memory. */
  long rowsInMemory();
}
