// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class ReadAheadFeedTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Test
  void handsOutEveryPostOnceAndInOrder() {
    try (ReadAheadFeed feed = new ReadAheadFeed("ahead", new Counting(1_000, 2_000), 64)) {
      List<Long> positions = new ArrayList<>();
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                while (feed.peek() != null) {
                  assertThat(feed.atEnd()).isFalse();
                  positions.add(feed.peek().position());
                  feed.remove();
                }
                return feed.atEnd();
              });
      assertThat(positions).containsExactlyElementsOf(LongStream.range(0, 1_000).boxed().toList());
    }
  }

  @Test
  void tellsWhatWentWrongOnItsThreadWhenItIsAskedForThatPost() {
    try (ReadAheadFeed feed = new ReadAheadFeed("ahead", new Counting(1_000, 10), 5)) {
      await().atMost(PATIENCE).until(() -> feed.peek() != null);
      for (int position = 0; position < 10; position++) {
        await().atMost(PATIENCE).until(() -> feed.peek() != null);
        assertThat(feed.peek().position()).isEqualTo(position);
        feed.remove();
      }
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThatThrownBy(feed::peek)
                      .isInstanceOf(ConnectException.class)
                      .hasMessageContaining("row 10 is broken"));
      assertThat(feed.atEnd()).isFalse();
    }
  }

  @Test
  void readsNotFartherAheadThanABatchOrTwo() {
    Counting origin = new Counting(1_000_000, 1_000_000);
    try (ReadAheadFeed feed = new ReadAheadFeed("ahead", origin, 10)) {
      await().atMost(PATIENCE).until(() -> feed.peek() != null);
      await().during(Duration.ofMillis(200)).atMost(PATIENCE).until(() -> origin.position <= 30);
    }
  }

  /** Posts without rows, numbered from 0, the one at a certain place broken. */
  private static final class Counting implements PostFeed {
    private final int count;
    private final int broken;
    private volatile int position;

    Counting(int count, int broken) {
      this.count = count;
      this.broken = broken;
    }

    @Override
    public Post peek() {
      if (position == broken) {
        throw new IllegalStateException("row " + broken + " is broken");
      }
      return new Post(position, position, new Struct[0]);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread reads, the test looks on.
    public void remove() {
      position++;
    }

    @Override
    public boolean atEnd() {
      return position == count;
    }

    @Override
    public int size() {
      return count;
    }

    @Override
    public long rowsInMemory() {
      return 0;
    }
  }
}
