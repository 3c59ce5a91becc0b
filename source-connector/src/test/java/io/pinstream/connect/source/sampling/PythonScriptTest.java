// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonScriptTest {

  @Test
  void drawsWhatTheOriginalDrew() throws Exception {
    Draws draws = new Draws(SamplingOrder.PYTHON, 100, false);
    List<Long> drawn = new ArrayList<>();
    for (int position = 0; position < 15; position++) {
      drawn.add(draws.ordinal(position, 0, 11_001, 11_001));
    }

    assertThat(drawn)
        .containsExactly(
            7528L, 2863L, 5730L, 8304L, 8731L, 1313L, 4315L, 10794L, 5494L, 5069L, 2923L, 3089L,
            6063L, 3454L, 7554L);
  }

  @Test
  void sleepsAsTheOriginalSlept() throws Exception {
    Draws draws = new Draws(SamplingOrder.RANDOM, 100, true);
    List<Long> slept = new ArrayList<>();
    for (int position = 0; position < 15; position++) {
      slept.add(draws.sleptSeconds(position, 11_001));
    }

    assertThat(slept).containsExactly(0L, 1L, 1L, 1L, 0L, 0L, 1L, 0L, 0L, 0L, 0L, 0L, 1L, 1L, 1L);
    Draws everyOther = new Draws(SamplingOrder.PYTHON, 100, true);
    assertThat(everyOther.sleptSeconds(0, 11_001)).isZero();
    assertThat(everyOther.sleptSeconds(14, 11_001)).isEqualTo(7);
  }

  @Test
  void sleepsByTheSizeThatTheTableHasNow() throws Exception {
    Draws draws = new Draws(SamplingOrder.RANDOM, 100, true);
    assertThat(draws.sleptSeconds(5, 3)).isNotNegative();
    PythonScript script = new PythonScript(100);
    long before = script.sleptSeconds(5, 11_001);
    long after = script.sleptSeconds(40, 11_001);

    assertThat(draws.sleptSeconds(40, 11_001)).isEqualTo(after - before);
  }

  @Test
  void goesOnFromWhereItIsThoughRowsAreDrawnAheadOfTheTimes() {
    Draws draws = new Draws(SamplingOrder.PYTHON, 100, true);

    // Each post from the first draw on would be some minutes' work.
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          for (long position = 5_000_000; position < 5_001_000; position++) {
            assertThat(draws.ordinal(position, 0, 11_001, 11_001)).isBetween(0L, 11_000L);
            assertThat(draws.sleptSeconds(position - 1, 11_001)).isNotNegative();
          }
        });
  }

  @Test
  void givesUpOnItsWayToAFarPositionWhenItIsToStop() throws Exception {
    AtomicReference<Throwable> end = new AtomicReference<>();
    Thread far =
        new Thread(
            () -> {
              try {
                long unused = new PythonScript(100).ordinal(Long.MAX_VALUE / 2, 11_001);
              } catch (InterruptedException e) {
                end.set(e);
              }
            });
    far.start();
    far.interrupt();
    far.join(5_000);

    assertThat(end.get()).isInstanceOf(InterruptedException.class);
  }

  // Expected numbers: CPython 3, random.Random(seed), randrange(bound) three times.
  @ParameterizedTest
  @CsvSource({
    "0, 1, 0, 0, 0",
    "0, 2, 1, 1, 0",
    "0, 11001, 6311, 6890, 663",
    "0, 2147483648, 1654615998, 1806341205, 173879092",
    "0, 4294967296, 3626764237, 1806341205, 2195908194",
    "0, 4294967297, 3626764237, 1806341205, 2195908194",
    "0, 1000000000000000, 433748079019981, 45579999286357, 547108014974562",
    "0, 4611686018427387904, 3553260803050964941, 373402508605428821, 4481891911369680482",
    "1, 1, 0, 0, 0",
    "1, 2, 0, 0, 1",
    "1, 11001, 2201, 9325, 1033",
    "1, 2147483648, 577090037, 271041745, 1095513148",
    "1, 4294967296, 3280387012, 1095513148, 1930549411",
    "1, 4294967297, 3280387012, 1095513148, 1930549411",
    "1, 1000000000000000, 640865532228085, 903269621787359, 71054924364740",
    "1, 4611686018427387904, 582057716445789124, 1087608058291172412, 4355693531291048099",
    "100, 1, 0, 0, 0",
    "100, 2, 0, 1, 1",
    "100, 11001, 2386, 7528, 7453",
    "100, 2147483648, 625644691, 1973661107, 1953896601",
    "100, 4294967296, 625644691, 3310491232, 3030156252",
    "100, 4294967297, 625644691, 3310491232, 3030156252",
    "100, 1000000000000000, 517380976055443, 196751467353696, 442517805630428",
    "100, 4611686018427387904, 4238404952454239379, 1611761204975507040, 3625095573588968412",
    "-100, 1, 0, 0, 0",
    "-100, 2, 0, 1, 1",
    "-100, 11001, 2386, 7528, 7453",
    "-100, 2147483648, 625644691, 1973661107, 1953896601",
    "-100, 4294967296, 625644691, 3310491232, 3030156252",
    "-100, 4294967297, 625644691, 3310491232, 3030156252",
    "-100, 1000000000000000, 517380976055443, 196751467353696, 442517805630428",
    "-100, 4611686018427387904, 4238404952454239379, 1611761204975507040, 3625095573588968412",
    "2147483648, 1, 0, 0, 0",
    "2147483648, 2, 1, 1, 0",
    "2147483648, 11001, 5550, 6181, 8274",
    "2147483648, 2147483648, 1455117090, 1620553392, 699726885",
    "2147483648, 4294967296, 1455117090, 482266895, 2974273407",
    "2147483648, 4294967297, 1455117090, 482266895, 2974273407",
    "2147483648, 1000000000000000, 424816670364450, 989292051283480, 715645330455589",
    "2147483648, 4611686018427387904, 3480111911486051106, 1062272784333197071, 1134305251009482623",
    "4294967303, 1, 0, 0, 0",
    "4294967303, 2, 0, 1, 1",
    "4294967303, 11001, 3694, 5875, 5619",
    "4294967303, 2147483648, 968553300, 1540179448, 1473205320",
    "4294967303, 4294967296, 1540179448, 3432680139, 4124698966",
    "4294967303, 4294967297, 1540179448, 3432680139, 4124698966",
    "4294967303, 1000000000000000, 861880645776212, 386192114533880, 70101593918155",
    "4294967303, 4611686018427387904, 3163684336386786808, 574265439037328075, 3535358503685843286",
    "9007199254740993, 1, 0, 0, 0",
    "9007199254740993, 2, 1, 1, 1",
    "9007199254740993, 11001, 5769, 5077, 5525",
    "9007199254740993, 2147483648, 1512486810, 1330909561, 1448587154",
    "9007199254740993, 4294967296, 1512486810, 507670485, 594683379",
    "9007199254740993, 4294967297, 1512486810, 507670485, 594683379",
    "9007199254740993, 1000000000000000, 348890295875482, 623196908269458, 443357096734677",
    "9007199254740993, 4611686018427387904, 2858106518579361690, 3632007822713188309, 3691299833436579315",
    "9223372036854775807, 1, 0, 0, 0",
    "9223372036854775807, 2, 1, 0, 1",
    "9223372036854775807, 11001, 5187, 10756, 10342",
    "9223372036854775807, 2147483648, 1359979423, 569878368, 2108559838",
    "9223372036854775807, 4294967296, 2711238091, 3451239204, 1947612296",
    "9223372036854775807, 4294967297, 2711238091, 3451239204, 1947612296",
    "9223372036854775807, 1000000000000000, 739208181293983, 149390263727563, 552748562365220",
    "9223372036854775807, 4611686018427387904, 1223804479340164555, 4528097776385768228, 1007584065275442312"
  })
  void drawsAsCPythonDoes(long seed, long bound, long first, long second, long third) {
    PythonRandom random = new PythonRandom(seed);

    assertThat(new long[] {random.below(bound), random.below(bound), random.below(bound)})
        .containsExactly(first, second, third);
  }

  @Test
  void drawsPastTheFirstBlockOfNumbers() {
    PythonRandom random = new PythonRandom(100);
    long sum = LongStream.range(0, 10_000).map(i -> random.below(1_000_003)).sum();

    assertThat(sum).isEqualTo(5028550439L);
  }
}
