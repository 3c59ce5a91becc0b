// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Hands the posts of a task, in the order of their positions, from the thread that reads to the
 * task. The task asks for so many as it will want soon, and the reader makes no more than that:
 * what is emitted once an hour must not be read an hour before. A reader that fails says so by
 * {@link PostReader#feed}, where the task looks each time.
 */
public final class PostFeed {

  private final Semaphore asked = new Semaphore(0);
  private final BlockingQueue<Batch> read = new LinkedBlockingQueue<>();

  /** Taken over from {@link #read}; the task's thread alone knows it, and what is on its way. */
  private final Queue<Post> taken = new ArrayDeque<>();

  private int wanted;
  private int outstanding;

  /**
   * Posts that were read at a time.
   *
   * @param declined how many others were asked for, and will not be read before they are asked for
   *     again
   */
  private record Batch(List<Post> posts, int declined) {}

  /** The reader's side: waits until posts are asked for, and says how many. */
  int awaitDemand() throws InterruptedException {
    asked.acquire();
    return 1 + asked.drainPermits();
  }

  /**
   * Hands posts over.
   *
   * @param demand how many were asked for: what is left stays asked for
   * @param most that may be ready; the demand for others is declined
   */
  void put(List<Post> posts, int demand, int most) {
    int left = Math.max(0, Math.min(demand, most) - posts.size());
    read.add(new Batch(posts, demand - posts.size() - left));
    asked.release(left);
  }

  /** The task's side: how many posts are to be ready; more are asked for once half are gone. */
  public void want(int posts) {
    wanted = posts;
    ask();
  }

  private void ask() {
    if (outstanding <= wanted / 2 && outstanding < wanted) {
      asked.release(wanted - outstanding);
      outstanding = wanted;
    }
  }

  /** The next post; null if it has not been read yet or none is left. */
  public Post peek() {
    for (Batch more = read.poll(); more != null; more = read.poll()) {
      take(more);
    }
    return taken.peek();
  }

  /** Waits until there is a post, and no longer than so many milliseconds. */
  public void await(long millis) throws InterruptedException {
    Batch more = peek() == null ? read.poll(millis, TimeUnit.MILLISECONDS) : null;
    if (more != null) {
      take(more);
    }
  }

  private void take(Batch batch) {
    taken.addAll(batch.posts);
    outstanding -= batch.declined;
  }

  /** Goes on to the post after {@link #peek}. */
  public void remove() {
    taken.remove();
    outstanding--;
    ask();
  }
}
