// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import io.pinstream.streams.answers.Question;
import io.pinstream.streams.answers.QuestionSum;
import io.pinstream.streams.join.Posts;
import io.pinstream.streams.post.Post;
import io.pinstream.streams.post.PostFilter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/**
 * Reads the posts that lie in this instance's partitions.
 *
 * @param stores finds the store of a partition
 * @param step how long posts are looked through at once; one is in any case
 * @param looks lets one look through them at a time
 */
public record LocalPosts(
    Function<StoreQueryParameters<Posts>, Posts> stores, Duration step, LookLimit looks) {
  // Others wait three seconds for an answer to begin.
  private static final Duration STEP = Duration.ofMillis(500);

  /** Those of an instance, looked through by one at a time whoever asks. */
  public LocalPosts(Function<StoreQueryParameters<Posts>, Posts> stores) {
    this(stores, STEP, new LookLimit());
  }

  /**
   * What there is of a post.
   *
   * @param partition the post's partition
   * @param copy whether a copy of the partition will do, which may be a little behind
   * @throws InvalidStateStoreException if this instance does not have the partition
   */
  public Post get(long index, int partition, boolean copy) {
    StoreQueryParameters<Posts> query = Posts.query(partition);
    return stores.apply(copy ? query.enableStaleStores() : query).get(index);
  }

  /**
   * Posts by index.
   *
   * @param partitions those to read
   * @param from only this index and those above
   * @param limit at most so many; fewer where they have {@link ClusterPosts#PAGE_BYTES} together
   * @param filter which; if not all, no more than what half a second finds
   * @throws InvalidStateStoreException if this instance does not have one of the partitions
   * @throws InstanceException if too many look through posts already
   */
  public PostPage page(Set<Integer> partitions, long from, int limit, PostFilter filter) {
    return filter.equals(PostFilter.ALL)
        ? page(partitions, from, limit, post -> true, Long.MAX_VALUE)
        : looks.look(() -> page(partitions, from, limit, filter.predicate(), step.toNanos()));
  }

  private PostPage page(
      Set<Integer> partitions, long from, int limit, Predicate<Post> passes, long nanoseconds) {
    List<PostPage> pages = new ArrayList<>();
    int shares = partitions.size();
    for (Integer partition : partitions) {
      List<Post> found = new ArrayList<>();
      AtomicLong bytes = new AtomicLong();
      long end =
          lookThrough(
              partition,
              from,
              nanoseconds / shares,
              post -> {
                if (passes.test(post)) {
                  found.add(post);
                  bytes.addAndGet(post.size());
                }
                return found.size() < limit && bytes.get() < ClusterPosts.PAGE_BYTES / shares;
              });
      pages.add(new PostPage(found, end));
    }
    return PostPage.of(pages, limit, ClusterPosts.PAGE_BYTES);
  }

  /**
   * What a question counts of the next posts of a partition that pass, those that half a second
   * finds.
   *
   * @param from only this index and those above
   * @return the index up to which it has looked, {@link Long#MAX_VALUE} if no post follows, in
   *     eight bytes; then the sum as {@link QuestionSum#toBytes()} has it
   * @throws InvalidStateStoreException if this instance does not have the partition
   * @throws InstanceException if too many look through posts already
   */
  public byte[] sum(Question question, int partition, long from, PostFilter filter) {
    return looks.look(() -> sumNow(question, partition, from, filter));
  }

  private byte[] sumNow(Question question, int partition, long from, PostFilter filter) {
    Predicate<Post> passes = filter.predicate();
    QuestionSum sum = new QuestionSum(question);
    long end =
        lookThrough(
            partition,
            from,
            step.toNanos(),
            post -> {
              if (passes.test(post)) {
                sum.add(post);
              }
              return true;
            });
    byte[] found = sum.toBytes();
    return ByteBuffer.allocate(Long.BYTES + found.length).putLong(end).put(found).array();
  }

  /**
   * Shows complete posts by index, and holds nothing that the join needs.
   *
   * @param more takes each and says whether to go on
   * @return the index of the last one; {@link Long#MAX_VALUE} if no post follows
   */
  private long lookThrough(int partition, long from, long nanoseconds, Predicate<Post> more) {
    long start = System.nanoTime();
    Iterator<Post> posts = stores.apply(Posts.query(partition)).from(from);
    while (posts.hasNext()) {
      Post post = posts.next();
      if (!more.test(post) || System.nanoTime() - start >= nanoseconds) {
        return post.index();
      }
    }
    return Long.MAX_VALUE;
  }
}
