// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.streams.PostFixture;
import io.pinstream.streams.Rows;
import io.pinstream.streams.join.PostListener;
import io.pinstream.streams.live.NewestPosts;
import io.pinstream.streams.post.Post;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterNewestTest {
  private final NewestPosts own = new NewestPosts();
  private final PostListener partition = own.open(0);
  private final ClusterNewest newest = newest();

  private ClusterNewest newest() {
    return new ClusterNewest(own, new AllInstances(Optional::empty, null));
  }

  @Test
  void tellsEachPostOnceAndAtFirstAllThatAreThere() {
    assertThat(since(newest)).isEmpty();
    add(1);
    add(2);
    assertThat(since(newest)).containsExactlyInAnyOrder("1", "2");
    assertThat(since(newest)).isEmpty();
    add(3);
    assertThat(since(newest)).containsExactly("3");
    assertThat(since(newest()))
        .as("whoever comes now must not miss what came a moment before")
        .containsExactlyInAnyOrder("1", "2", "3");
  }

  private static List<String> since(ClusterNewest newest) {
    return newest.since(Duration.ofSeconds(1)).stream()
        .map(post -> new String(post, UTF_8).split("[:,]", 3)[1])
        .toList();
  }

  private void add(int index) {
    Post post =
        PostFixture.post(
            index, Rows.pin(index, "t"), Rows.geo(index, "Chad"), Rows.user(index, 30));
    partition.changed(Post.none(index), post, 0);
  }
}
