// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import static org.assertj.core.api.Assertions.assertThat;

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
      @ForAll @IntRange(min = 1, max = 300) int maxBytes) {
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
      List<PostPage.JsonPost> butLast =
          page.posts().subList(0, Math.max(0, page.posts().size() - 1));
      assertThat(butLast.stream().mapToInt(post -> post.json().length).sum()).isLessThan(maxBytes);
      page.posts().forEach(post -> seen.add(post.index()));
      assertThat(page.end()).isGreaterThan(after);
      after = page.end();
    }
    assertThat(seen).isEqualTo(List.copyOf(sizes.keySet()));
  }

  private static PostPage partition(
      SortedMap<Long, Integer> sizes, int partition, long after, int limit, int maxBytes) {
    List<PostPage.JsonPost> posts = new ArrayList<>();
    int bytes = 0;
    for (Long index : sizes.keySet()) {
      if (index > after && Math.floorMod(index, PARTITIONS) == partition) {
        posts.add(new PostPage.JsonPost(index, new byte[sizes.get(index)]));
        bytes += sizes.get(index);
        if (posts.size() == limit || bytes >= maxBytes) {
          return new PostPage(posts, index);
        }
      }
    }
    return new PostPage(posts, Long.MAX_VALUE);
  }

  @Provide
  Arbitrary<SortedMap<Long, Integer>> sizes() {
    return Arbitraries.maps(
            Arbitraries.longs().between(-50, 50), Arbitraries.integers().between(1, 200))
        .ofMaxSize(40)
        .map(TreeMap::new);
  }
}
