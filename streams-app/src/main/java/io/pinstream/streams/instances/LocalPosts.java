// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pinstream.streams.answers.Question;
import io.pinstream.streams.answers.QuestionSum;
import io.pinstream.streams.instances.PostPage.JsonPost;
import io.pinstream.streams.join.Posts;
import io.pinstream.streams.post.Post;
import io.pinstream.streams.post.PostFilter;
import io.pinstream.streams.post.Table;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** Reads the posts that lie in this instance's partitions. */
public final class LocalPosts {
  private static final int BATCH = 256;
  private static final long BATCH_BYTES = 1024 * 1024;
  // Others wait three seconds for an answer to begin.
  private static final Duration STEP = Duration.ofMillis(500);

  private final Function<StoreQueryParameters<Posts>, Posts> stores;
  private final Duration step;
  private final LookLimit looks;

  /**
   * Reads posts.
   *
   * @param looks is the same for all of an instance
   */
  public LocalPosts(KafkaStreams streams, LookLimit looks) {
    this(streams::store, STEP, looks);
  }

  /**
   * Reads posts.
   *
   * @param stores finds the store of a partition
   * @param step how long posts are looked through at once; some are in any case
   * @param looks lets one look through them at a time
   */
  public LocalPosts(
      Function<StoreQueryParameters<Posts>, Posts> stores, Duration step, LookLimit looks) {
    this.stores = stores;
    this.step = step;
    this.looks = looks;
  }

  /**
   * What there is of a post.
   *
   * @param partition the post's partition
   * @param copy whether a copy of the partition will do, which may be a little behind
   * @throws InvalidStateStoreException if this instance does not have the partition
   */
  public ClusterPosts.Found get(long index, int partition, boolean copy) {
    StoreQueryParameters<Posts> query = Posts.query(partition);
    Post post = stores.apply(copy ? query.enableStaleStores() : query).get(index);
    return new ClusterPosts.Found(post.complete() ? post.json() : missing(post), copy);
  }

  private static byte[] missing(Post post) {
    return Arrays.stream(Table.values())
        .filter(table -> post.row(table) == null)
        .map(Table::label)
        .collect(Collectors.joining(","))
        .getBytes(UTF_8);
  }

  /**
   * Posts by index.
   *
   * @param partitions those to read
   * @param from only this index and those above
   * @param limit at most so many
   * @param maxBytes no more once they have so many bytes together, of each partition its share
   * @param filter which; if not all, no more than what half a second finds
   * @throws InvalidStateStoreException if this instance does not have one of the partitions
   * @throws InstanceException if too many look through posts already
   */
  public PostPage page(
      Set<Integer> partitions, long from, int limit, long maxBytes, PostFilter filter) {
    return filter.equals(PostFilter.ALL)
        ? pageNow(partitions, from, limit, maxBytes, filter)
        : looks.look(() -> pageNow(partitions, from, limit, maxBytes, filter));
  }

  private PostPage pageNow(
      Set<Integer> partitions, long from, int limit, long maxBytes, PostFilter filter) {
    List<PostPage> pages = new ArrayList<>();
    for (Integer partition : partitions) {
      pages.add(page(partition, from, limit, partitions.size(), maxBytes, filter));
    }
    return PostPage.of(pages, limit, maxBytes);
  }

  private PostPage page(
      int partition, long from, int limit, int shares, long maxBytes, PostFilter filter) {
    Predicate<Post> passes = filter.predicate();
    List<JsonPost> found = new ArrayList<>();
    AtomicLong bytes = new AtomicLong();
    long end =
        lookThrough(
            partition,
            from,
            // How many have to be looked at to find so many, nobody knows.
            filter.equals(PostFilter.ALL) ? Math.min(BATCH, limit) : BATCH,
            filter.equals(PostFilter.ALL) ? Long.MAX_VALUE : step.toNanos() / shares,
            post -> {
              if (passes.test(post)) {
                found.add(new JsonPost(post.index(), post.json()));
                bytes.addAndGet(post.size());
              }
              return found.size() < limit && bytes.get() < maxBytes / shares;
            });
    return new PostPage(found, end);
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
            BATCH,
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
   * Shows complete posts by index, a few at a time, and holds nothing that the join needs.
   *
   * @param more takes each and says whether to go on
   * @return the index of the last one; {@link Long#MAX_VALUE} if no post follows
   */
  private long lookThrough(
      int partition, long from, int batch, long nanoseconds, Predicate<Post> more) {
    Posts posts = stores.apply(Posts.query(partition));
    long start = System.nanoTime();
    long next = from;
    while (true) {
      List<Post> some = posts.page(next, batch, BATCH_BYTES);
      if (some.isEmpty()) {
        return Long.MAX_VALUE;
      }
      for (Post post : some) {
        if (!more.test(post)) {
          return post.index();
        }
      }
      long last = some.get(some.size() - 1).index();
      if (last == Long.MAX_VALUE || System.nanoTime() - start >= nanoseconds) {
        return last;
      }
      next = last + 1;
    }
  }
}
