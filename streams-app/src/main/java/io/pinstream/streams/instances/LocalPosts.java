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
   * @throws InvalidStateStoreException if this instance does not have the partition
   */
  public Optional<JsonPost> get(long index, int partition) {
    return get(index, Posts.query(partition));
  }

  /**
   * The post as this instance's copy of the partition has it, which may be a little behind.
   *
   * @throws InvalidStateStoreException if this instance has no copy of the partition
   */
  public Optional<JsonPost> getFromCopy(long index, int partition) {
    return get(index, Posts.query(partition).enableStaleStores());
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
   * @param after only indexes above this
   * @param limit at most so many
   * @param maxBytes no more once they have so many bytes together, of each partition its share
   * @throws InvalidStateStoreException if this instance does not have one of the partitions
   */
  public PostPage page(Set<Integer> partitions, long after, int limit, long maxBytes) {
    List<PostPage> pages = new ArrayList<>();
    for (Integer partition : partitions) {
      pages.add(page(partition, after, limit, maxBytes / partitions.size()));
    }
    return PostPage.of(pages, limit, maxBytes);
  }

  private PostPage page(int partition, long after, int limit, long maxBytes) {
    List<Post> posts = streams.store(Posts.query(partition)).page(after, limit, maxBytes);
    List<JsonPost> found =
        posts.stream().map(post -> new JsonPost(post.index(), post.json())).toList();
    boolean cut = posts.size() == limit || posts.stream().mapToLong(Post::size).sum() >= maxBytes;
    return new PostPage(
        found, cut && !found.isEmpty() ? found.get(found.size() - 1).index() : Long.MAX_VALUE);
  }

  private Optional<JsonPost> get(long index, StoreQueryParameters<Posts> query) {
    Post post = streams.store(query).get(index);
    return post.complete() ? Optional.of(new JsonPost(index, post.json())) : Optional.empty();
  }
}
