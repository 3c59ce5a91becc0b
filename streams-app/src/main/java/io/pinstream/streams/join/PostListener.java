// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import io.pinstream.streams.post.Post;

/**
 * Follows what is stored of one partition's posts, complete and incomplete ones. Opened with the
 * partition's store, for a task that is active or a standby; first all is restored, then the
 * partition becomes active here or stays a standby, to which more is restored. Told by the thread
 * that has the task, one thing after the other.
 */
@FunctionalInterface
public interface PostListener {
  /**
   * A change comes from the changelog, which may still tell of others of the same post.
   *
   * @param before what there was of the post, perhaps nothing
   * @param after what there is now, perhaps nothing
   */
  default void restored(Post before, Post after) {}

  /** All is restored and the partition is this instance's: changes follow. */
  default void active() {}

  /** The partition is another instance's from now on, and here is a copy at most. */
  default void standby() {}

  /**
   * A row came, changed or went away.
   *
   * @param before what there was of the post, perhaps nothing
   * @param after what there is now, perhaps nothing
   * @param timestamp of the record that did it, epoch milliseconds
   */
  void changed(Post before, Post after, long timestamp);

  /** Makes the listener of a partition. */
  @FunctionalInterface
  interface Factory {
    /** A new listener that knows of no post yet. */
    PostListener open(int partition);
  }
}
