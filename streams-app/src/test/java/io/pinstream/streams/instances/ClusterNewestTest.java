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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterNewestTest {
  private final NewestPosts own = new NewestPosts();
  private final PostListener partition = own.open(0);
  private final ClusterNewest newest =
      new ClusterNewest(own, new OtherInstances(Optional::empty, null));

  @Test
  void tellsEachPostOnceAndAtFirstAllThatAreThere() {
    Map<String, Long> seen = new HashMap<>();
    assertThat(since(seen)).isEmpty();
    add(1);
    add(2);
    assertThat(since(seen)).containsExactlyInAnyOrder("1", "2");
    assertThat(since(seen)).isEmpty();
    add(3);
    assertThat(since(seen)).containsExactly("3");
    assertThat(since(new HashMap<>()))
        .as("whoever comes now must not miss what came a moment before")
        .containsExactlyInAnyOrder("1", "2", "3");
  }

  private List<String> since(Map<String, Long> seen) {
    return newest.since(seen, Duration.ofSeconds(1)).stream()
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
