// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RepeatedTextsTest {
  private final RepeatedTexts texts = new RepeatedTexts();

  @Property
  void takesATextFromItsBytes(@ForAll String text, @ForAll @IntRange(max = 3) int before) {
    if (UTF_8.newEncoder().canEncode(text)) {
      byte[] bytes = ("abc".substring(0, before) + text + "\"").getBytes(UTF_8);
      assertThat(texts.text(bytes, before, bytes.length - 1)).isEqualTo(text);
    }
  }

  @Test
  void makesATextOnce() {
    assertThat(text("Chad")).isEqualTo("Chad").isSameAs(text("Chad"));
  }

  @Test
  void takesMoreTextsThanItKeeps() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 10_000; i++) {
        assertThat(text("text " + i)).isEqualTo("text " + i);
      }
    }
  }

  private String text(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return texts.text(bytes, 0, bytes.length);
  }
}
