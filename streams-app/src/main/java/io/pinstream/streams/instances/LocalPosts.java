// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import io.pinstream.streams.join.Posts;
import io.pinstream.streams.post.Post;
import io.pinstream.streams.post.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** Reads the posts that lie in this instance's partitions. */
public final class LocalPosts {
  private final KafkaStreams streams;

  public LocalPosts(KafkaStreams streams) {
    this.streams = streams;
  }

  /**
   * The post, if all of its parts are there.
   *
   * @param partition the post's partition
   * @param copy whether a copy of the partition will do, which may be a little behind
   * @throws InvalidStateStoreException if this instance does not have the partition
   */
  public Optional<JsonPost> get(long index, int partition, boolean copy) {
    StoreQueryParameters<Posts> query = Posts.query(partition);
    Post post = streams.store(copy ? query.enableStaleStores() : query).get(index);
    return post.complete() ? Optional.of(new JsonPost(index, post.json())) : Optional.empty();
  }

  /**
   * The tables whose row of a post has not come.
   *
   * @throws InvalidStateStoreException if this instance does not have the partition
   */
  public List<String> missing(long index, int partition) {
    Post post = streams.store(Posts.query(partition)).get(index);
    return Arrays.stream(Table.values())
        .filter(table -> post.row(table) == null)
        .map(Table::label)
        .toList();
  }

  /**
   * Posts by index.
   *
   * @param partitions those to read
   * @param from only this index and those above
   * @param limit at most so many
   * @param maxBytes no more once they have so many bytes together, of each partition its share
   * @throws InvalidStateStoreException if this instance does not have one of the partitions
   */
  public PostPage page(Set<Integer> partitions, long from, int limit, long maxBytes) {
    List<PostPage> pages = new ArrayList<>();
    for (Integer partition : partitions) {
      pages.add(page(partition, from, limit, maxBytes / partitions.size()));
    }
    return PostPage.of(pages, limit, maxBytes);
  }

  private PostPage page(int partition, long from, int limit, long maxBytes) {
    List<Post> posts = streams.store(Posts.query(partition)).page(from, limit, maxBytes);
    List<JsonPost> found =
        posts.stream().map(post -> new JsonPost(post.index(), post.json())).toList();
    boolean cut = posts.size() == limit || posts.stream().mapToLong(Post::size).sum() >= maxBytes;
    return new PostPage(
        found, cut && !found.isEmpty() ? found.get(found.size() - 1).index() : Long.MAX_VALUE);
  }
}
