// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EscapedPairsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void areWrittenAsUtf8() {
    assertThat(decoded("\"a\\uD83D\\uDE00\\ud83d\\ude00b\\n\""))
        .isEqualTo("\"a\ud83d\ude00\ud83d\ude00b\\n\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\\",
        "\"plain\"",
        "\"\\\\uD83D\\\\uDE00\"",
        "\"\\uD83D\"",
        "\"\\uDE00\\uD83D\"",
        "\"\\uD83D \\uDE00\"",
        "\"\\uD83D\\uDE0",
        "\"\\uD83D\\uDE0g\"",
        "\"\\uD83D\\uDE00\\u0041\""
      })
  void areNotFoundWhereThereIsAnythingElse(String json) {
    assertThat(decoded(json)).isNull();
  }

  @Property
  void meanWhatTheyMeant(@ForAll("texts") List<String> texts) throws JsonProcessingException {
    String text = String.join("", texts);
    byte[] escaped = JSON.writeValueAsBytes(text);
    byte[] decoded = EscapedPairs.decoded(escaped);
    boolean anyBeyond = text.codePoints().anyMatch(Character::isSupplementaryCodePoint);
    assertThat(decoded != null).isEqualTo(anyBeyond);
    if (anyBeyond) {
      assertThat(JSON.readValue(new String(decoded, UTF_8), String.class)).isEqualTo(text);
      assertThat(new String(decoded, UTF_8))
          .doesNotContain("\\uD8")
          .hasSizeLessThan(escaped.length);
    }
  }

  @Provide
  Arbitrary<List<String>> texts() {
    return Arbitraries.of("a", "\"", "\\", "\\u", "\n", "\u4e2d", "\ud83d\ude00", "\udbff\udfff")
        .list()
        .ofMaxSize(20);
  }

  private static String decoded(String json) {
    byte[] decoded = EscapedPairs.decoded(json.getBytes(UTF_8));
    return decoded == null ? null : new String(decoded, UTF_8);
  }
}
