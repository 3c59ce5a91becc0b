// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Posts of some partitions in the order of their indexes.
 *
 * @param posts those there are above where the page begins and up to where it ends
 * @param end the highest index up to which the page holds all; {@link Long#MAX_VALUE} if no post
 *     follows
 */
public record PostPage(List<JsonPost> posts, long end) {
  /** The page behind the last. */
  public static final PostPage NOTHING = new PostPage(List.of(), Long.MAX_VALUE);

  /**
   * The page that pages of different partitions make together. It ends where the first of them
   * does: behind that, posts of its partitions may be missing.
   *
   * @param limit at most so many posts
   * @param maxBytes no more posts once they have so many bytes together
   */
  static PostPage of(Collection<PostPage> pages, int limit, long maxBytes) {
    long firstEnd = pages.stream().mapToLong(PostPage::end).min().orElse(Long.MAX_VALUE);
    List<JsonPost> known =
        pages.stream()
            .flatMap(page -> page.posts.stream())
            .filter(post -> post.index() <= firstEnd)
            .sorted(Comparator.comparingLong(JsonPost::index))
            .toList();
    List<JsonPost> posts = new ArrayList<>();
    long bytes = 0;
    for (JsonPost post : known) {
      if (posts.size() == limit || bytes >= maxBytes) {
        break;
      }
      posts.add(post);
      bytes += post.json().length;
    }
    boolean cut = posts.size() < known.size();
    return new PostPage(posts, cut ? posts.get(posts.size() - 1).index() : firstEnd);
  }

  /** The page for another instance. */
  public byte[] write() {
    byte[] written = JsonPost.write(posts);
    return ByteBuffer.allocate(Long.BYTES + written.length).putLong(end).put(written).array();
  }

  /** The page that another instance has written. */
  static PostPage read(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long end = buffer.getLong();
    return new PostPage(JsonPost.read(buffer), end);
  }
}
