// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.streams.PostFixture;
import io.pinstream.streams.post.Post;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class PostPageTest {
  private static final int PARTITIONS = 3;

  /** Whatever ends a page, the next one goes on behind it. */
  @Property(tries = 500)
  void pagesTogetherAreAllPosts(
      @ForAll("sizes") SortedMap<Long, Integer> sizes,
      @ForAll @IntRange(min = 1, max = 9) int limit,
      @ForAll @IntRange(min = 1, max = 1500) int maxBytes) {
    List<Long> seen = new ArrayList<>();
    long after = Long.MIN_VALUE;
    while (after != Long.MAX_VALUE) {
      List<PostPage> pages = new ArrayList<>();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        PostPage page = partition(sizes, partition, after, limit, maxBytes / PARTITIONS);
        pages.add(PostPage.read(page.write()));
      }
      PostPage page = PostPage.of(pages, limit, maxBytes);
      assertThat(page.posts()).hasSizeLessThanOrEqualTo(limit);
      List<Post> butLast = page.posts().subList(0, Math.max(0, page.posts().size() - 1));
      assertThat(butLast.stream().mapToInt(Post::size).sum()).isLessThan(maxBytes);
      for (Post post : page.posts()) {
        assertThat(post.stored()).isEqualTo(post(post.index(), sizes).stored());
        seen.add(post.index());
      }
      assertThat(page.end()).isGreaterThan(after);
      after = page.end();
    }
    assertThat(seen).isEqualTo(List.copyOf(sizes.keySet()));
  }

  private static PostPage partition(
      SortedMap<Long, Integer> sizes, int partition, long after, int limit, int maxBytes) {
    List<Post> posts = new ArrayList<>();
    int bytes = 0;
    for (Long index : sizes.keySet()) {
      if (index > after && Math.floorMod(index, PARTITIONS) == partition) {
        Post post = post(index, sizes);
        posts.add(post);
        bytes += post.size();
        if (posts.size() == limit || bytes >= maxBytes) {
          return new PostPage(posts, index);
        }
      }
    }
    return new PostPage(posts, Long.MAX_VALUE);
  }

  private static Post post(long index, SortedMap<Long, Integer> sizes) {
    return PostFixture.pin(index, sizes.get(index));
  }

  @Provide
  Arbitrary<SortedMap<Long, Integer>> sizes() {
    return Arbitraries.maps(
            Arbitraries.longs().between(-50, 50), Arbitraries.integers().between(1, 200))
        .ofMaxSize(40)
        .map(TreeMap::new);
  }
}
