// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GapWatchTest {
  @Test
  void saysWhatCountHasStopped() {
    var posts = new AtomicLong();
    long start = System.nanoTime();
    try (var watch =
        GapWatch.start(
            Map.of(
                "posts", new GapWatch.Source(1, () -> Map.of(0, posts.incrementAndGet())),
                "lake", new GapWatch.Source(2, () -> Map.of(0, posts.get()))))) {
      await().untilAsserted(() -> assertThat(watch.unchangedSince(start)).containsExactly("lake"));
    }
  }

  @Test
  void saysWhyItCannotLookInsteadOfThatNothingChanges() {
    try (var watch =
        GapWatch.start(
            Map.of(
                "lake",
                new GapWatch.Source(
                    1,
                    () -> {
                      throw new NumberFormatException("no version");
                    })))) {
      await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> watch.unchangedSince(0))
                      .isInstanceOf(NumberFormatException.class));
    }
  }
}
