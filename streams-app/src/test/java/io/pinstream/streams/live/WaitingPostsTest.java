// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pinstream.streams.Allocated;
import io.pinstream.streams.PostFixture;
import io.pinstream.streams.Rows;
import io.pinstream.streams.join.PostListener;
import io.pinstream.streams.post.Post;
import io.pinstream.streams.post.Row;
import io.pinstream.streams.post.Table;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WaitingPostsTest {
  private final WaitingPosts waiting = new WaitingPosts();
  private final PostListener partition = waiting.open(3);

  @Test
  void saysWhichPostsWaitForWhatAndSinceWhen() {
    partition.restored(Post.none(1), whole(1).with(Table.USER, null));
    partition.active();
    partition.changed(Post.none(2), whole(2).with(Table.GEO, null).with(Table.USER, null), 5000);
    partition.changed(Post.none(2), whole(2).with(Table.GEO, null), 9000);
    partition.changed(Post.none(4), whole(4), 1000);
    assertThat(waiting.figures())
        .containsEntry("posts", 2L)
        .containsEntry("missing", Map.of("pin", 0L, "geo", 1L, "user", 1L));
    assertThat(oldest())
        .extracting(each -> each.get("ind"), each -> each.get("since"), each -> each.get("missing"))
        .containsExactly(
            tuple(1L, null, List.of("user")), tuple(2L, "1970-01-01T00:00:05Z", List.of("geo")));
    partition.changed(whole(2).with(Table.GEO, null), whole(2), 9500);
    partition.changed(whole(1).with(Table.USER, null), Post.none(1), 9500);
    assertThat(waiting.count()).isZero();
    assertThat(oldest()).isEmpty();
  }

  @Test
  void namesTheOldestOfManyFirst() {
    partition.active();
    for (int ind = 100; ind > 0; ind--) {
      partition.changed(Post.none(ind), whole(ind).with(Table.PIN, null), 1000L * ind);
    }
    assertThat(waiting.count()).isEqualTo(100);
    assertThat(oldest())
        .hasSize(20)
        .extracting(each -> each.get("ind"))
        .startsWith(1L, 2L, 3L)
        .endsWith(20L);
  }

  /** The join waits meanwhile. */
  @Test
  void noPostThatBeginsToWaitMovesMostOfTheOthers() {
    Row user = whole(1).row(Table.USER);
    partition.restored(Post.none(0), Post.none(0).with(Table.USER, user));
    long most = 0;
    for (int ind = 0; ind < 100_000; ind++) {
      Post post = Post.none(ind).with(Table.USER, user);
      most = Math.max(most, Allocated.by(() -> partition.restored(post, post)));
    }
    assertThat(most).as("of some 4 MB").isLessThan(300_000);
    partition.active();
    assertThat(waiting.figures())
        .containsEntry("posts", 100_000L)
        .containsEntry("missing", Map.of("pin", 100_000L, "geo", 100_000L, "user", 0L));
  }

  @Test
  void leavesToTheOwnerWhatIsACopyHere() {
    partition.restored(Post.none(1), whole(1).with(Table.USER, null));
    assertThat(waiting.count()).isZero();
    partition.active();
    assertThat(waiting.count()).isEqualTo(1);
    partition.standby();
    assertThat(waiting.count()).isZero();
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> oldest() {
    return (List<Map<String, Object>>) waiting.figures().get("oldest");
  }

  private static Post whole(int index) {
    return PostFixture.post(
        index, Rows.pin(index, "t"), Rows.geo(index, "Chad"), Rows.user(index, 30));
  }
}
