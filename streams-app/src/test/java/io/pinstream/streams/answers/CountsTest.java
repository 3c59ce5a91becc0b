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

class CountsTest {
  private record Change(int key, int count) {}

  @Property
  void countsAsAMapDoes(@ForAll("changes") List<Change> changes) {
    Counts counts = new Counts();
    Map<ByteBuffer, Integer> reference = new HashMap<>();
    apply(changes, counts, reference);
    assertThat(contents(counts)).isEqualTo(reference);
    assertThat(counts.size()).isEqualTo(reference.size());
  }

  @Property(tries = 200)
  void aCopyAndItsOriginalGoTheirOwnWays(
      @ForAll("changes") List<Change> before,
      @ForAll("changes") List<Change> ofOriginal,
      @ForAll("changes") List<Change> ofCopy) {
    Map<ByteBuffer, Integer> expected = new HashMap<>();
    Counts original = new Counts();
    apply(before, original, expected);
    Map<ByteBuffer, Integer> expectedOfCopy = new HashMap<>(expected);
    Counts copy = original.copy();
    Counts untouched = copy.copy();
    Map<ByteBuffer, Integer> expectedOfUntouched = new HashMap<>(expected);
    apply(ofOriginal, original, expected);
    apply(ofCopy, copy, expectedOfCopy);
    assertThat(contents(original)).isEqualTo(expected);
    assertThat(contents(copy)).isEqualTo(expectedOfCopy);
    assertThat(contents(untouched)).isEqualTo(expectedOfUntouched);
  }

  private static void apply(
      List<Change> changes, Counts counts, Map<ByteBuffer, Integer> reference) {
    for (Change change : changes) {
      byte[] key = key(change.key());
      int before = reference.getOrDefault(ByteBuffer.wrap(key), 0);
      int count = Math.max(change.count(), -before);
      if (before + count == 0) {
        reference.remove(ByteBuffer.wrap(key));
      } else {
        reference.put(ByteBuffer.wrap(key), before + count);
      }
      assertThat(counts.add(packed(key), count)).isEqualTo(before + count);
    }
  }

  @Property
  void addsUp(
      @ForAll List<@IntRange(max = 60) Integer> one,
      @ForAll List<@IntRange(max = 60) Integer> two) {
    Counts sum = new Counts();
    Map<ByteBuffer, Integer> reference = new HashMap<>();
    for (List<Integer> keys : List.of(one, two)) {
      Counts part = new Counts();
      for (int key : keys) {
        part.add(packed(key(key)), 1);
        reference.merge(ByteBuffer.wrap(key(key)), 1, Integer::sum);
      }
      sum.addAll(part);
    }
    assertThat(contents(sum)).isEqualTo(reference);
  }

  @Provide
  Arbitrary<List<Change>> changes() {
    // Few keys, so that many go and come back.
    return Combinators.combine(
            Arbitraries.integers().between(0, 300), Arbitraries.integers().between(-2, 2))
        .as(Change::new)
        .list()
        .ofMaxSize(2000);
  }

  @Test
  void holdsManyAndForgetsThem() {
    Counts counts = new Counts();
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 50_000; i++) {
        counts.add(packed(i), 1);
      }
      assertThat(counts.size()).isEqualTo(50_000);
      for (int i = 0; i < 50_000; i++) {
        assertThat(counts.add(packed(i), -1)).isZero();
      }
      assertThat(contents(counts)).isEmpty();
    }
  }

  /** The join waits meanwhile. */
  @Test
  void noKeyThatComesOrGoesMovesMostOfTheOthers() {
    Counts counts = new Counts();
    counts.add(packed(new byte[0]), 1);
    long most = 0;
    for (int count : List.of(1, -1)) {
      for (int i = 0; i < 200_000; i++) {
        byte[] key = packed(i);
        most = Math.max(most, Allocated.by(() -> counts.add(key, count)));
      }
    }
    assertThat(most).as("of some 9 MB").isLessThan(600_000);
  }

  /** The join waits meanwhile. */
  @Test
  void aCopyTakesNoMoreThanItsTablesNumber() {
    Counts counts = new Counts();
    for (int i = 0; i < 200_000; i++) {
      counts.add(packed(i), 1);
    }
    counts.copy();
    assertThat(Allocated.by(counts::copy)).isLessThan(20_000);
    byte[] one = packed(1);
    assertThat(Allocated.by(() -> counts.add(one, 1))).isBetween(1_000L, 200_000L);
    assertThat(Allocated.by(() -> counts.add(one, 1))).isLessThan(1_000);
  }

  @Test
  void refusesToTakeAwayWhatIsNotThere() {
    Counts counts = new Counts();
    counts.add(packed(new byte[] {1}), 1);
    assertThatIllegalStateException().isThrownBy(() -> counts.add(packed(new byte[] {1}), -2));
    assertThatIllegalStateException().isThrownBy(() -> counts.add(packed(new byte[] {2}), -1));
    assertThat(contents(counts)).containsExactly(Map.entry(ByteBuffer.wrap(new byte[] {1}), 1));
  }

  private static byte[] packed(int number) {
    return packed(Integer.toString(number).getBytes(US_ASCII));
  }

  private static byte[] packed(byte[] parts) {
    return PackedKey.take(ByteBuffer.wrap(parts), parts.length);
  }

  private static byte[] key(int number) {
    byte[] key = new byte[number % 10 == 0 ? 700 : number % 7 * 4];
    if (key.length > 0) {
      ByteBuffer.wrap(key).putInt(number);
    }
    return key;
  }

  private static Map<ByteBuffer, Integer> contents(Counts counts) {
    Map<ByteBuffer, Integer> contents = new HashMap<>();
    counts.forEach((key, count) -> assertThat(contents.put(key, count)).isNull());
    return contents;
  }
}
