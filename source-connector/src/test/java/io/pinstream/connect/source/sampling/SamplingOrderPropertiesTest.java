// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class SamplingOrderPropertiesTest {

  @Property(tries = 200)
  void aPermutationHitsEveryPlaceOnce(
      @ForAll @IntRange(min = 1, max = 5_000) int size, @ForAll long key) {
    Permutation permutation = new Permutation(size, key);
    BitSet hit = new BitSet(size);

    for (int i = 0; i < size; i++) {
      hit.set((int) permutation.apply(i));
    }

    assertThat(hit.cardinality()).isEqualTo(size);
    assertThat(hit.length()).isEqualTo(size);
  }

  @Example
  void aPermutationOfAFewPlacesIsOneOfAllOfThemAsOftenAsAnyOther() {
    for (int size = 2; size <= 5; size++) {
      Map<List<Long>, Integer> counts = new HashMap<>();
      int keys = 48_000;
      for (int key = 0; key < keys; key++) {
        Permutation permutation = new Permutation(size, SplitMix64.at(7, key));
        counts.merge(
            LongStream.range(0, size).map(permutation::apply).boxed().toList(), 1, Integer::sum);
      }
      int all = IntStream.rangeClosed(1, size).reduce(1, (a, b) -> a * b);
      double expected = (double) keys / all;

      assertThat(counts).hasSize(all);
      assertThat(counts.values())
          .allSatisfy(
              count ->
                  assertThat((double) count).isCloseTo(expected, within(5 * Math.sqrt(expected))));
    }
  }

  @Property(tries = 50)
  void aPermutationOfManyStaysInside(
      @ForAll @LongRange(min = 1, max = Integer.MAX_VALUE) long size, @ForAll long key) {
    Permutation permutation = new Permutation(size, key);

    assertThat(LongStream.of(0, size / 2, size - 1).map(permutation::apply))
        .allMatch(ordinal -> ordinal >= 0 && ordinal < size);
  }

  @Property(tries = 50)
  void shuffleDealsEveryRowOnceInEveryRound(
      @ForAll @IntRange(min = 1, max = 300) int size, @ForAll long seed)
      throws InterruptedException {
    Draws draws = new Draws(SamplingOrder.SHUFFLE, seed, false);

    for (int round = 0; round < 3; round++) {
      Set<Long> dealt = new TreeSet<>();
      for (int i = 0; i < size; i++) {
        dealt.add(draws.ordinal((long) round * size + i, 0, size, size));
      }
      assertThat(dealt).containsExactlyElementsOf(LongStream.range(0, size).boxed().toList());
    }
  }

  @Property(tries = 50)
  void aRowDependsOnSeedAndPositionAlone(
      @ForAll SamplingOrder name,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 1_000_000) int size,
      @ForAll List<@LongRange(max = 2_000) Long> positions)
      throws InterruptedException {
    Draws used = new Draws(name, seed, false);

    for (long position : positions) {
      assertThat(used.ordinal(position, 0, size, size))
          .isEqualTo(new Draws(name, seed, false).ordinal(position, 0, size, size))
          .isBetween(0L, size - 1L);
    }
  }

  @Property(tries = 50)
  void streamsTogetherTakeEveryPositionOnce(
      @ForAll @IntRange(min = 1, max = 30) int streams,
      @ForAll @IntRange(min = 1, max = 30) int tasks,
      @ForAll @IntRange(max = 500) int end) {
    List<Long> taken = new ArrayList<>();

    for (int task = 0; task < tasks; task++) {
      int first = task;
      List<Long> starts =
          LongStream.range(0, streams).filter(stream -> stream % tasks == first).boxed().toList();
      PositionCursor cursor = new PositionCursor(starts, streams, end);
      long previous = -1;
      while (!cursor.atEnd()) {
        assertThat(cursor.peek()).isGreaterThan(previous);
        previous = cursor.next();
        taken.add(previous);
      }
    }

    assertThat(taken)
        .containsExactlyInAnyOrderElementsOf(LongStream.range(0, end).boxed().toList());
  }

  @Property(tries = 200)
  void streamsThatAreNotEquallyFarAreTakenInOrderToo(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 40) Integer> rounds,
      @ForAll @IntRange(max = 1_000) int end) {
    int streams = rounds.size();
    List<Long> starts =
        IntStream.range(0, streams)
            .mapToObj(stream -> stream + (long) streams * rounds.get(stream))
            .toList();
    List<Long> due =
        LongStream.range(0, end)
            .filter(position -> position >= starts.get((int) (position % streams)))
            .boxed()
            .toList();

    PositionCursor cursor = new PositionCursor(starts, streams, end);
    List<Long> taken = new ArrayList<>();
    while (!cursor.atEnd()) {
      taken.add(cursor.next());
    }

    assertThat(taken).containsExactlyElementsOf(due);
  }
}
