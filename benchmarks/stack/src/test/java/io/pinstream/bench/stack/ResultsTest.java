// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Results results =
      new Results(new PrintStream(printed, true, StandardCharsets.UTF_8), "records");

  @Test
  void aContendersFigureIsItsMedianAndItsRatioIsThatOfTheMedians() {
    for (var seconds : List.of(1, 2, 10)) {
      results.add("slow", stretch(1_000, seconds));
      results.add("fast", stretch(3_000, seconds));
    }
    printed.reset();
    results.summary(List.of("fast"));
    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .anySatisfy(line -> assertThat(line).startsWith("slow").contains("500 records/s"))
        .anySatisfy(line -> assertThat(line).startsWith("fast").contains("1,500 records/s"))
        .anySatisfy(line -> assertThat(line).matches("slow +33.3 % of the rate of: fast"));
  }

  @Test
  void processorTimeIsToldPerRecordAndMemoryAsItIs() {
    results.add(
        "one",
        new Stretch(
            1_000,
            Duration.ofSeconds(1),
            Map.of("worker", Duration.ofMillis(25)),
            Map.of("worker", 812L)));
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("worker  25.0 us  worker 812 MiB");
  }

  private static Stretch stretch(long records, int seconds) {
    return new Stretch(records, Duration.ofSeconds(seconds), Map.of(), Map.of());
  }
}
