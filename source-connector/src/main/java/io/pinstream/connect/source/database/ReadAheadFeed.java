// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Posts of another feed, made a little ahead on a thread of their own: while a task that knows no
 * pause has its records converted and sent, the next ones are unpacked.
 */
final class ReadAheadFeed implements PostFeed {

  /** One waiting, besides the one being handed out and the one being made. */
  private static final int WAITING_BATCHES = 1;

  private final PostFeed origin;
  private final int batchPosts;
  private final BlockingQueue<Post[]> ahead = new ArrayBlockingQueue<>(WAITING_BATCHES);
  private final Thread thread;
  private volatile boolean complete;
  private volatile Throwable failure;
  private Post[] batch = {};
  private int next;

  /**
   * Begins to read.
   *
   * @param name of the thread
   * @param origin has an answer to each peek until it is at its end
   * @param batchPosts how many posts pass from thread to thread at a time
   */
  ReadAheadFeed(String name, PostFeed origin, int batchPosts) {
    this.origin = origin;
    this.batchPosts = batchPosts;
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      while (!origin.atEnd()) {
        ahead.put(read());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      failure = e;
    } finally {
      complete = true;
    }
  }

  private Post[] read() {
    Post[] posts = new Post[batchPosts];
    int count = 0;
    while (count < posts.length && !origin.atEnd()) {
      posts[count] = origin.peek();
      origin.remove();
      count++;
    }
    return count == posts.length ? posts : Arrays.copyOf(posts, count);
  }

  @Override
  public Post peek() {
    if (next == batch.length) {
      Post[] read = ahead.poll();
      if (read == null) {
        if (failure != null) {
          throw new ConnectException("reading posts out of memory failed: " + failure, failure);
        }
        return null;
      }
      batch = read;
      next = 0;
    }
    return batch[next];
  }

  @Override
  public void remove() {
    next++;
  }

  @Override
  public boolean atEnd() {
    // In this order: what was put before the end is then seen.
    return complete && failure == null && next == batch.length && ahead.isEmpty();
  }

  @Override
  public int size() {
    return origin.size();
  }

  @Override
  public long rowsInMemory() {
    return origin.rowsInMemory();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
