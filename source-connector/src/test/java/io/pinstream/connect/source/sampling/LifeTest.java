// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pinstream.connect.source.sampling.Life.Happening;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class LifeTest {

  private static final int STREAMS = 24;
  private static final int POSITIONS = 20_000;

  private static Life life(long seed, double edit, double delete, double resend, double late) {
    return new Life(seed, STREAMS, edit, delete, resend, 0.05, late, 5 * STREAMS, POSITIONS);
  }

  @Example
  void happensAsOftenAsTheSharesSay() {
    Life life = life(100, 0.1, 0.02, 0.05, 0.03);
    Map<Happening, Integer> counts = new EnumMap<>(Happening.class);
    int late = 0;
    for (long position = 0; position < POSITIONS; position++) {
      counts.merge(life.at(position), 1, Integer::sum);
      late += life.lateTable(position, 3) >= 0 ? 1 : 0;
    }

    assertThat(counts.get(Happening.BAD)).isCloseTo(POSITIONS / 20, within(150));
    // Some find their post gone, or not there yet.
    assertThat(counts.get(Happening.EDIT)).isBetween(1_500, 2_000);
    assertThat(counts.get(Happening.DELETE)).isBetween(300, 420);
    assertThat(counts.get(Happening.RESEND)).isBetween(750, 1_050);
    assertThat(late).isCloseTo(600, within(100));
  }

  @Property(tries = 100)
  void nothingHappensToAPostThatIsDeletedOrNotYetWhole(
      @ForAll long seed,
      @ForAll @DoubleRange(max = 0.4) double delete,
      @ForAll @DoubleRange(max = 0.5) double late) {
    Life life = life(seed, 0.2, delete, 0.2, late);
    Set<Long> deleted = new HashSet<>();
    for (long position = 0; position < 2_000; position++) {
      Happening happening = life.at(position);
      if (happening == Happening.NOTHING || happening == Happening.BAD) {
        continue;
      }
      long target = life.target(position);

      assertThat(target).isBetween(0L, position - STREAMS);
      assertThat(target % STREAMS).as("its own stream").isEqualTo(position % STREAMS);
      assertThat(deleted).doesNotContain(target);
      if (life.lateTable(target, 3) >= 0) {
        assertThat(target + life.lateBy()).isLessThan(position);
      }
      if (happening == Happening.DELETE) {
        deleted.add(target);
      }
    }
  }

  @Property(tries = 20)
  void everyLateRecordComesBeforeTheEnd(@ForAll long seed) {
    Life life = life(seed, 0, 0, 0, 0.5);
    for (long position = 0; position < POSITIONS; position++) {
      if (life.lateTable(position, 3) >= 0) {
        assertThat(position + life.lateBy()).isLessThan(POSITIONS);
        assertThat(life.lateFrom(position + life.lateBy())).isEqualTo(position);
      }
    }
  }

  @Example
  void isQuietByDefaultAndLeavesTheFingerprintAlone() {
    Life quiet = new Life(100, STREAMS, 0, 0, 0, 0, 0, 24, Long.MAX_VALUE);

    assertThat(quiet.isQuiet()).isTrue();
    assertThat(quiet.fingerprint()).isEmpty();
    for (long position = 0; position < 1_000; position++) {
      assertThat(quiet.at(position)).isEqualTo(Happening.NOTHING);
      assertThat(quiet.lateTable(position, 3)).isNegative();
    }
  }

  @Property
  void idsAreShapedAsRandomOnesAndEachIsAnother(
      @ForAll long seed,
      @ForAll @IntRange(min = 1) int round,
      @ForAll @LongRange(min = 0) long row) {
    Rounds rounds = new Rounds(seed, 100_000, 1);

    assertThat(rounds.uniqueId(round, row))
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
        .isEqualTo(new Rounds(seed, 10, 1).uniqueId(round, row))
        .isNotEqualTo(rounds.uniqueId(round, row ^ 1))
        .isNotEqualTo(rounds.uniqueId(round ^ 1, row));
  }

  @Example
  void indexesOfRoundsDoNotMeet() {
    assertThat(Rounds.strideAbove(0, 11_153)).isEqualTo(100_000);
    assertThat(Rounds.strideAbove(0, 99_999)).isEqualTo(100_000);
    assertThat(Rounds.strideAbove(0, 100_000)).isEqualTo(1_000_000);
    assertThat(Rounds.strideAbove(-5, 9)).isEqualTo(20);
    assertThat(new Rounds(1, 20, 1).rows()).isEqualTo(new IndexRange(-9, 9));
    assertThat(new Rounds(1, 10, 1).rows()).isEqualTo(new IndexRange(0, 9));
    assertThat(new Rounds(1, 100_000, 1).index(3, 7_528)).isEqualTo(307_528);
    assertThatThrownBy(() -> new Rounds(1, 1_000_000_000_000_000_000L, 1).index(10, 1))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Rounds.strideAbove(Long.MIN_VALUE, 5))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Rounds.strideAbove(0, Long.MAX_VALUE))
        .isInstanceOf(ArithmeticException.class);
  }
}
