// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Posts that another thread reads ahead, batch by batch. */
final class BatchFeed implements PostFeed {

  /** One being handed out, one waiting, one being filled. */
  private static final int BATCHES = 3;

  private final BlockingQueue<Post> ahead;
  private final int tables;
  private volatile int size;
  private volatile boolean complete;

  BatchFeed(int batchPosts, int tables, int size) {
    ahead = new ArrayBlockingQueue<>(BATCHES * batchPosts);
    this.tables = tables;
    this.size = size;
  }

  void put(Post post) throws InterruptedException {
    ahead.put(post);
  }

  void resize(int newSize) {
    size = newSize;
  }

  /** Notes that there is nothing more to put. */
  void complete() {
    complete = true;
  }

  @Override
  public Post peek() {
    return ahead.peek();
  }

  @Override
  public void remove() {
    ahead.remove();
  }

  @Override
  public boolean atEnd() {
    return complete && ahead.isEmpty();
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public long rowsInMemory() {
    return (long) ahead.size() * tables;
  }
}
