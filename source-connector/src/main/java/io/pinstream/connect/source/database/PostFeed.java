// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * Hands the posts of a task, in the order of their positions, from the thread that reads to the
 * task. The task says how many it will want soon, and the reader makes no more than that: what is
 * emitted once an hour must not be read an hour before. A reader that fails says so by {@link
 * PostReader#feed}, where the task looks each time.
 */
public final class PostFeed {

  private final Queue<SampledPost> ready = new ArrayDeque<>();
  private int wanted;

  /**
   * The reader's side: waits until posts are asked for, and says how many.
   *
   * @param most that may be ready, however many are wanted
   */
  synchronized int awaitDemand(int most) throws InterruptedException {
    while (!asksForMore(most)) {
      wait();
    }
    return Math.min(wanted, most) - ready.size();
  }

  /** Once half of them are gone, so that the reader reads many at a time. */
  private boolean asksForMore(int most) {
    int full = Math.min(wanted, most);
    return ready.size() <= full / 2 && ready.size() < full;
  }

  synchronized void put(List<SampledPost> posts) {
    ready.addAll(posts);
    notifyAll();
  }

  /** The task's side: how many posts are to be ready. */
  public synchronized void want(int posts) {
    wanted = posts;
    ask();
  }

  private void ask() {
    if (asksForMore(Integer.MAX_VALUE)) {
      notifyAll();
    }
  }

  /** The next post; null if it has not been read yet or none is left. */
  public synchronized SampledPost peek() {
    return ready.peek();
  }

  /** Waits until there is a post, and no longer than so many milliseconds. */
  @SuppressWarnings("WaitNotInLoop") // The task looks again anyway.
  public synchronized void await(long millis) throws InterruptedException {
    if (ready.isEmpty()) {
      wait(millis);
    }
  }

  /** Goes on to the post after {@link #peek}. */
  public synchronized void remove() {
    ready.remove();
    ask();
  }
}
