// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import io.pinstream.streams.post.Post;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Posts of some partitions in the order of their indexes.
 *
 * @param posts those there are above where the page begins and up to where it ends
 * @param end the highest index up to which the page holds all; {@link Long#MAX_VALUE} if no post
 *     follows
 */
public record PostPage(List<Post> posts, long end) {
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
    List<Post> known =
        pages.stream()
            .flatMap(page -> page.posts.stream())
            .filter(post -> post.index() <= firstEnd)
            .sorted(Comparator.comparingLong(Post::index))
            .toList();
    List<Post> posts = new ArrayList<>();
    long bytes = 0;
    for (Post post : known) {
      if (posts.size() == limit || bytes >= maxBytes) {
        break;
      }
      posts.add(post);
      bytes += post.size();
    }
    boolean cut = posts.size() < known.size();
    return new PostPage(posts, cut ? posts.get(posts.size() - 1).index() : firstEnd);
  }

  /** The page for another instance: its end, and of each post its index, its length, itself. */
  public byte[] write() {
    List<byte[]> stored = posts.stream().map(Post::stored).toList();
    int bytes = stored.stream().mapToInt(each -> Long.BYTES + Integer.BYTES + each.length).sum();
    ByteBuffer written = ByteBuffer.allocate(Long.BYTES + bytes).putLong(end);
    for (int i = 0; i < stored.size(); i++) {
      byte[] each = stored.get(i);
      written.putLong(posts.get(i).index()).putInt(each.length).put(each);
    }
    return written.array();
  }

  /** The page that another instance has written; throws if it is none. */
  static PostPage read(byte[] bytes) {
    ByteBuffer written = ByteBuffer.wrap(bytes);
    long end = written.getLong();
    List<Post> posts = new ArrayList<>();
    while (written.hasRemaining()) {
      long index = written.getLong();
      int length = written.getInt();
      Objects.checkFromIndexSize(0, length, written.remaining());
      byte[] stored = new byte[length];
      written.get(stored);
      posts.add(Post.of(index, stored));
    }
    return new PostPage(posts, end);
  }
}
