// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.connect.source.sampling.Draws;
import io.pinstream.connect.source.sampling.SamplingOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Tables with more rows than an int counts. */
class HugeTablesTest {

  private static final long ROWS = 2L * Integer.MAX_VALUE;

  @Test
  void everyIndexOfASpanHasItsPlace() {
    IndexSet span = IndexSet.span(-5, ROWS);

    assertThat(span.size()).isEqualTo(ROWS);
    assertThat(span.last()).isEqualTo(ROWS - 6);
    assertThat(span.index(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE - 5L);
    assertThat(span.contains(ROWS - 6)).isTrue();
    assertThat(span.contains(ROWS - 5)).isFalse();
    assertThat(span.contains(Long.MAX_VALUE)).isFalse();
    assertThat(new IndexSet.Builder().build().contains(5)).isFalse();
    assertThat(span.common(List.of(IndexSet.span(-5, ROWS)))).isSameAs(span);
  }

  @Test
  void aListThatLosesNothingIsNotCopied() {
    IndexSet.Builder indexes = new IndexSet.Builder();
    indexes.add(1);
    indexes.add(3);
    IndexSet list = indexes.build();

    assertThat(list.common(List.of(list, IndexSet.span(0, 4)))).isSameAs(list);
  }

  @ParameterizedTest
  @EnumSource(value = SamplingOrder.class, mode = Mode.EXCLUDE, names = "PYTHON")
  void rowsBeyondAnIntAreDrawnToo(SamplingOrder order) throws Exception {
    Draws draws = new Draws(order, 100, false);
    int beyond = 0;
    for (long position = ROWS - 1_000; position < ROWS; position++) {
      long ordinal = draws.ordinal(position, 0, ROWS, ROWS);
      assertThat(ordinal).isBetween(0L, ROWS - 1);
      beyond += ordinal > Integer.MAX_VALUE ? 1 : 0;
    }

    assertThat(beyond).isGreaterThan(400);
  }

  @Test
  void asManyRowsHaveNoRoomInMemory() {
    RowCache cache = new RowCache(new RowPacking(List.of()), 1L << 40);

    assertThat(cache.hasRoomFor(ROWS * 1_000)).as("before anything is known").isTrue();
    cache.measure(0, 1);
    assertThat(cache.hasRoomFor(ROWS * 1_000)).isFalse();
    assertThat(cache.postsIn(Long.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
  }
}
