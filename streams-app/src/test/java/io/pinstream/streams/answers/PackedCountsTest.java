// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.pinstream.streams.Allocated;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PackedCountsTest {
  private record Change(int key, int count) {}

  @Property
  void countsAsAMapDoes(@ForAll("changes") List<Change> changes) {
    PackedCounts packed = new PackedCounts();
    Map<ByteBuffer, Integer> reference = new HashMap<>();
    apply(changes, packed, reference);
    assertThat(contents(packed)).isEqualTo(reference);
    assertThat(packed.size()).isEqualTo(reference.size());
  }

  @Property(tries = 200)
  void aCopyAndItsOriginalGoTheirOwnWays(
      @ForAll("changes") List<Change> before,
      @ForAll("changes") List<Change> ofOriginal,
      @ForAll("changes") List<Change> ofCopy) {
    Map<ByteBuffer, Integer> expected = new HashMap<>();
    PackedCounts original = new PackedCounts();
    apply(before, original, expected);
    Map<ByteBuffer, Integer> expectedOfCopy = new HashMap<>(expected);
    PackedCounts copy = original.copy();
    PackedCounts untouched = copy.copy();
    Map<ByteBuffer, Integer> expectedOfUntouched = new HashMap<>(expected);
    apply(ofOriginal, original, expected);
    apply(ofCopy, copy, expectedOfCopy);
    assertThat(contents(original)).isEqualTo(expected);
    assertThat(contents(copy)).isEqualTo(expectedOfCopy);
    assertThat(contents(untouched)).isEqualTo(expectedOfUntouched);
  }

  private static void apply(
      List<Change> changes, PackedCounts counts, Map<ByteBuffer, Integer> reference) {
    for (Change change : changes) {
      byte[] key = key(change.key());
      int before = reference.getOrDefault(ByteBuffer.wrap(key), 0);
      int count = Math.max(change.count(), -before);
      if (before + count == 0) {
        reference.remove(ByteBuffer.wrap(key));
      } else {
        reference.put(ByteBuffer.wrap(key), before + count);
      }
      assertThat(counts.add(key, count)).isEqualTo(before + count);
    }
  }

  @Property
  void addsUp(
      @ForAll List<@IntRange(max = 60) Integer> one,
      @ForAll List<@IntRange(max = 60) Integer> two) {
    PackedCounts sum = new PackedCounts();
    Map<ByteBuffer, Integer> reference = new HashMap<>();
    for (List<Integer> keys : List.of(one, two)) {
      PackedCounts part = new PackedCounts();
      for (int key : keys) {
        part.add(key(key), 1);
        reference.merge(ByteBuffer.wrap(key(key)), 1, Integer::sum);
      }
      sum.addAll(part);
    }
    assertThat(contents(sum)).isEqualTo(reference);
  }

  @Provide
  Arbitrary<List<Change>> changes() {
    // Few keys, so that many go and come back; some are longer than the chunks they lie in.
    return Combinators.combine(
            Arbitraries.integers().between(0, 300), Arbitraries.integers().between(-2, 2))
        .as(Change::new)
        .list()
        .ofMaxSize(2000);
  }

  @Test
  void holdsManyAndForgetsThem() {
    PackedCounts packed = new PackedCounts();
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 50_000; i++) {
        packed.add(Integer.toString(i).getBytes(US_ASCII), 1);
      }
      assertThat(packed.size()).isEqualTo(50_000);
      for (int i = 0; i < 50_000; i++) {
        assertThat(packed.add(Integer.toString(i).getBytes(US_ASCII), -1)).isZero();
      }
      assertThat(contents(packed)).isEmpty();
    }
  }

  /** The join waits meanwhile. */
  @Test
  void noKeyThatComesOrGoesMovesMostOfTheOthers() {
    PackedCounts packed = new PackedCounts();
    packed.add(new byte[0], 1);
    long most = 0;
    for (int count : List.of(1, -1)) {
      for (int i = 0; i < 200_000; i++) {
        byte[] key = Integer.toString(i).getBytes(US_ASCII);
        most = Math.max(most, Allocated.by(() -> packed.add(key, count)));
      }
    }
    assertThat(most).as("of some 9 MB").isLessThan(600_000);
  }

  /** The join waits meanwhile. */
  @Test
  void aCopyTakesNoMoreThanItsTablesNumber() {
    PackedCounts packed = new PackedCounts();
    for (int i = 0; i < 200_000; i++) {
      packed.add(Integer.toString(i).getBytes(US_ASCII), 1);
    }
    packed.copy();
    assertThat(Allocated.by(packed::copy)).isLessThan(20_000);
    byte[] one = {'1'};
    assertThat(Allocated.by(() -> packed.add(one, 1))).isBetween(1_000L, 200_000L);
    assertThat(Allocated.by(() -> packed.add(one, 1))).isLessThan(1_000);
  }

  @Test
  void refusesToTakeAwayWhatIsNotThere() {
    PackedCounts packed = new PackedCounts();
    packed.add(new byte[] {1}, 1);
    assertThatIllegalStateException().isThrownBy(() -> packed.add(new byte[] {1}, -2));
    assertThatIllegalStateException().isThrownBy(() -> packed.add(new byte[] {2}, -1));
    assertThat(contents(packed)).containsExactly(Map.entry(ByteBuffer.wrap(new byte[] {1}), 1));
  }

  private static byte[] key(int number) {
    byte[] key = new byte[number % 10 == 0 ? 70_000 : number % 7 * 4];
    if (key.length > 0) {
      ByteBuffer.wrap(key).putInt(number);
    }
    return key;
  }

  private static Map<ByteBuffer, Integer> contents(PackedCounts packed) {
    Map<ByteBuffer, Integer> contents = new HashMap<>();
    packed.forEach(
        (key, count) -> {
          byte[] copy = new byte[key.remaining()];
          key.get(copy);
          assertThat(contents.put(ByteBuffer.wrap(copy), count)).isNull();
        });
    return contents;
  }
}
