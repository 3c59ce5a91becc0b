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
  private final BlockingQueue<List<Post>> read = new LinkedBlockingQueue<>();

  /** Taken over from {@link #read}; the task's thread alone knows it, and what is on its way. */
  private final Queue<Post> taken = new ArrayDeque<>();

  private int wanted;
  private int outstanding;

  /** The reader's side: waits until posts are asked for, and says how many. */
  int awaitDemand() throws InterruptedException {
    asked.acquire();
    return 1 + asked.drainPermits();
  }

  /** Hands posts over, of how many were asked for: what is left stays asked for. */
  void put(List<Post> posts, int demand) {
    read.add(posts);
    asked.release(demand - posts.size());
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
    for (List<Post> more = read.poll(); more != null; more = read.poll()) {
      taken.addAll(more);
    }
    return taken.peek();
  }

  /** Waits until there is a post, and no longer than so many milliseconds. */
  public void await(long millis) throws InterruptedException {
    List<Post> more = peek() == null ? read.poll(millis, TimeUnit.MILLISECONDS) : null;
    if (more != null) {
      taken.addAll(more);
    }
  }

  /** Goes on to the post after {@link #peek}. */
  public void remove() {
    taken.remove();
    outstanding--;
    ask();
  }
}
