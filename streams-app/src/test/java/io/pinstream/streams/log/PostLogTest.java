// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PostLogTest {
  private interface Step {
    void take(History history) throws IOException;
  }

  private record Put(long key, int size) implements Step {
    @Override
    public void take(History history) throws IOException {
      history.put(key, size);
    }
  }

  private record Remove(long key) implements Step {
    @Override
    public void take(History history) throws IOException {
      history.remove(key);
    }
  }

  private record Range(long from, long to, int limit) implements Step {
    @Override
    public void take(History history) throws IOException {
      history.range(from, to, limit);
    }
  }

  private enum Life implements Step {
    FORCE {
      @Override
      public void take(History history) throws IOException {
        history.force();
      }
    },
    REOPEN {
      @Override
      public void take(History history) throws IOException {
        history.reopen();
      }
    },
    CRASH {
      @Override
      public void take(History history) throws IOException {
        history.crash();
      }
    },
    CRASH_BEFORE_DELETION {
      @Override
      public void take(History history) throws IOException {
        history.crashBeforeDeletion();
      }
    }
  }

  @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
  void isAMapThatOutlivesItsProcess(
      @ForAll @IntRange(min = 200, max = 4000) int segmentBytes,
      @ForAll("histories") List<Step> steps)
      throws IOException {
    try (History history = new History(segmentBytes)) {
      for (Step step : steps) {
        step.take(history);
      }
      history.check();
      history.reopen();
    }
  }

  @Provide
  Arbitrary<List<Step>> histories() {
    Arbitrary<Long> keys =
        Arbitraries.oneOf(
            Arbitraries.longs().between(-10, 10),
            Arbitraries.of(Long.MIN_VALUE, Long.MIN_VALUE + 1, Long.MAX_VALUE - 1, Long.MAX_VALUE),
            Arbitraries.longs());
    Arbitrary<Integer> sizes =
        Arbitraries.frequencyOf(
            Tuple.of(5, Arbitraries.just(0)),
            Tuple.of(60, Arbitraries.integers().between(1, 100)),
            Tuple.of(30, Arbitraries.integers().between(100, 5000)),
            Tuple.of(2, Arbitraries.integers().between(127 * 1024, 300 * 1024)));
    return Arbitraries.frequencyOf(
            Tuple.of(60, Combinators.combine(keys, sizes).as(Put::new)),
            Tuple.of(25, keys.map(Remove::new)),
            Tuple.of(
                5,
                Combinators.combine(keys, keys, Arbitraries.integers().between(0, 30))
                    .as(Range::new)),
            Tuple.of(6, Arbitraries.of(Life.class)))
        .map(Step.class::cast)
        .list()
        .ofMinSize(20)
        .ofMaxSize(250);
  }

  @Test
  void keepsTheOrderOfUnsignedKeys() throws IOException {
    try (History history = new History(300)) {
      for (long key : new long[] {-1, Long.MIN_VALUE, 0, Long.MAX_VALUE, 1, Long.MIN_VALUE + 1}) {
        history.put(key, 10);
      }
      assertThat(history.log().entries(0, -1, 10))
          .extracting(entry -> entry.getKey())
          .containsExactly(0L, 1L, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1, -1L);
      assertThat(history.log().entries(-1, -1, 10)).hasSize(1);
      assertThat(history.log().entries(0, 0, 10)).hasSize(1);
      assertThat(history.log().entries(2, Long.MAX_VALUE - 1, 10)).isEmpty();
      assertThat(history.log().entries(0, -1, 0)).isEmpty();
    }
  }

  @Test
  void losesWhatWasNeverForcedAndNothingElse() throws IOException {
    try (History history = new History(1 << 20)) {
      history.put(1, 10);
      history.force();
      history.put(2, 10);
      history.crash();
      assertThat(history.log().contains(1)).isTrue();
      assertThat(history.log().contains(2)).isFalse();
    }
  }
}
