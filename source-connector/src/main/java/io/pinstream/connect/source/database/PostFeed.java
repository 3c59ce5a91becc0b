// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Hands the posts of a task, in the order of their positions, from the thread that reads to the
 * task. The task says how many it will want soon, and the reader makes no more than that: what is
 * emitted once an hour must not be read an hour before.
 */
public final class PostFeed {

  private final Queue<Post> ready = new ArrayDeque<>();

  /** Taken over from {@link #ready}, all at once; the task's thread alone changes it. */
  private final Queue<Post> taken = new ArrayDeque<>();

  private int wanted;
  private boolean complete;

  /** The reader's side: waits until half of the posts that are wanted are gone, says how many. */
  synchronized int awaitDemand() throws InterruptedException {
    while (wanted == 0 || outstanding() > wanted / 2) {
      wait();
    }
    return wanted - outstanding();
  }

  private int outstanding() {
    return ready.size() + taken.size();
  }

  synchronized void put(List<Post> posts) {
    ready.addAll(posts);
    notifyAll();
  }

  /** Notes that there is nothing more to put. */
  synchronized void complete() {
    complete = true;
  }

  /** The task's side: how many posts are to be ready. */
  public synchronized void want(int posts) {
    wanted = posts;
    notifyAll();
  }

  /** The next post; null if it has not been read yet or none is left. */
  public Post peek() {
    if (taken.isEmpty()) {
      synchronized (this) {
        taken.addAll(ready);
        ready.clear();
      }
    }
    return taken.peek();
  }

  /** Waits until there is a post, and no longer than so many milliseconds. */
  public synchronized void await(long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (taken.isEmpty() && ready.isEmpty() && !complete) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return;
      }
      wait(left);
    }
  }

  /** Goes on to the post after {@link #peek}. */
  public synchronized void remove() {
    taken.remove();
    if (outstanding() == wanted / 2) {
      notifyAll();
    }
  }

  /** Whether every post has been handed out. */
  public synchronized boolean atEnd() {
    return complete && ready.isEmpty() && taken.isEmpty();
  }
}
