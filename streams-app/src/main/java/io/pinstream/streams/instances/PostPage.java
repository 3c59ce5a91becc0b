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
  /** A joined post as it is in the topic, and its index. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record JsonPost(long index, byte[] json) {}

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

  /** The page for another instance: its end, and of each post its index, its length, its text. */
  public byte[] write() {
    int length = Long.BYTES;
    for (JsonPost post : posts) {
      length += Long.BYTES + Integer.BYTES + post.json.length;
    }
    ByteBuffer written = ByteBuffer.allocate(length).putLong(end);
    for (JsonPost post : posts) {
      written.putLong(post.index).putInt(post.json.length).put(post.json);
    }
    return written.array();
  }

  /** The page that another instance has written. */
  static PostPage read(byte[] bytes) {
    ByteBuffer written = ByteBuffer.wrap(bytes);
    long end = written.getLong();
    List<JsonPost> posts = new ArrayList<>();
    while (written.hasRemaining()) {
      long index = written.getLong();
      byte[] json = new byte[written.getInt()];
      written.get(json);
      posts.add(new JsonPost(index, json));
    }
    return new PostPage(posts, end);
  }
}
