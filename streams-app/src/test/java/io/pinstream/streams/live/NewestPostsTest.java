// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.streams.PostFixture;
import io.pinstream.streams.Rows;
import io.pinstream.streams.join.PostListener;
import io.pinstream.streams.live.NewestPosts.Arrival;
import io.pinstream.streams.post.Post;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewestPostsTest {
  private final NewestPosts newest = new NewestPosts();
  private final PostListener partition = newest.open(0);

  @Test
  void keepsFiftyPosts() {
    for (int index = 1; index <= 60; index++) {
      add(index, "t");
    }
    assertThat(numbers()).hasSize(50).startsWith(60L, 59L).endsWith(11L);
  }

  @Test
  void keepsFewerWhereTheyAreLarge() {
    for (int index = 1; index <= 50; index++) {
      add(index, "x".repeat(1_000_000));
    }
    assertThat(numbers()).containsExactly(50L, 49L, 48L, 47L, 46L, 45L, 44L, 43L);
    add(51, "x".repeat(9_000_000));
    assertThat(numbers()).as("the newest, whatever its size").containsExactly(51L);
    add(52, "t");
    assertThat(numbers()).containsExactly(52L);
  }

  private List<Long> numbers() {
    return newest.arrivals().stream().map(Arrival::number).toList();
  }

  private void add(int index, String title) {
    Post post =
        PostFixture.post(
            index, Rows.pin(index, title), Rows.geo(index, "Chad"), Rows.user(index, 30));
    partition.changed(Post.none(index), post, 0);
  }
}
