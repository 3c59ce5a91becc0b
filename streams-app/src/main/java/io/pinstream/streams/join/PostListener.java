// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import java.util.Arrays;

/** Follows the posts of one partition. Called from the thread that owns the partition. */
public interface PostListener extends AutoCloseable {
  /**
   * A post that was there before: the store is read through once, before the first change.
   *
   * @param index the post's index
   * @param post the post as JSON
   */
  void restored(long index, byte[] post);

  /** All posts that were there before have been told; changes follow. */
  default void live() {}

  /**
   * A post appeared, changed or went away.
   *
   * @param index the post's index
   * @param before the post as JSON as it was, or null if there was none
   * @param after the post as JSON as it is now, or null if it is gone
   * @param timestamp of the record that did it, epoch milliseconds
   */
  void changed(long index, byte[] before, byte[] after, long timestamp);

  /** The partition goes to another thread or instance; its posts are no longer ours. */
  @Override
  void close();

  /** Makes the listener of a partition. */
  @FunctionalInterface
  interface Factory {
    /** A new listener that knows of no post yet. */
    PostListener open(int partition);

    /** Opens listeners that are told everything one after the other. */
    static Factory all(Factory... factories) {
      return partition ->
          new PostListeners(Arrays.stream(factories).map(each -> each.open(partition)).toList());
    }
  }
}
