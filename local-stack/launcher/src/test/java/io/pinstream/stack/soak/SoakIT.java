// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.stack.demo.Screen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A short soak: {@code -Dsoak.seeds=32,100 -Dsoak.minutes=3} make it longer and more of them. The
 * seed kills the workers and the broker, and cuts the line between app and broker.
 */
@Tag("soak")
class SoakIT {

  static LongStream seeds() {
    return Arrays.stream(System.getProperty("soak.seeds", "32").split(",", -1))
        .mapToLong(Long::parseLong);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everythingIsAsIfNothingHadHappened(long seed, @TempDir Path directory) throws Exception {
    double minutes = Double.parseDouble(System.getProperty("soak.minutes", "1.5"));
    var length = Duration.ofSeconds(Math.round(minutes * 60));
    var screen = new Screen(System.out, false);
    try (var soak = Soak.create(directory, seed, length, 50, screen)) {
      var report = soak.run();
      System.out.println(report.toText());
      assertThat(report.difference()).isNull();
      assertThat(report.checks().values()).hasSize(7).containsOnly(true);
      assertThat(report.faults()).isNotEmpty();
    }
  }
}
