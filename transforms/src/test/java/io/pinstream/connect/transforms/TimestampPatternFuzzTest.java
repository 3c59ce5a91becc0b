// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import org.junit.jupiter.api.Timeout;

/**
 * A pattern on the first line, times on the others: a bad pattern is an {@link
 * IllegalArgumentException}, which the settings' check turns into its own, and a time is read or it
 * is not.
 */
@Timeout(20)
class TimestampPatternFuzzTest {
  private static final int LONGEST = 500;

  @FuzzTest
  void onlyItsOwnErrorsComeOut(byte[] input) {
    String[] lines = new String(input, 0, Math.min(input.length, LONGEST), UTF_8).split("\n", -1);
    TimestampPattern pattern;
    try {
      pattern = TimestampPattern.of(lines[0]);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("a ");
      return;
    }
    for (String text : Arrays.asList(lines).subList(1, lines.length)) {
      Long first = pattern.parse(text);
      assertThat(pattern.parse(text)).isEqualTo(first);
      TimestampPattern.ISO.parse(text);
    }
  }
}
