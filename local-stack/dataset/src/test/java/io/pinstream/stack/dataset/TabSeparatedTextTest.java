// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class TabSeparatedTextTest {
  @Test
  void escapesWhatSeparatesAndKeepsTheRest() {
    TabSeparatedText text = new TabSeparatedText(16);
    text.add("a\tb\nc\rd\\N").add("").add(" 🌸…\u00a0").endRow();
    text.add(-1).add(-88.8298f).add(LocalDateTime.of(2018, 2, 3, 4, 5, 6)).endRow();
    assertThat(new String(text.toUtf8(), StandardCharsets.UTF_8))
        .isEqualTo("a\\tb\\nc\\rd\\\\N\t\t 🌸…\u00a0\n-1\t-88.8298\t2018-02-03 04:05:06\n");
  }
}
