// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.post;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostKeyTest {
  @Property
  void readsWhatLongWrites(@ForAll long index) throws UnreadableRecordException {
    assertThat(PostKey.parse(Long.toString(index).getBytes(UTF_8))).isEqualTo(index);
  }

  @Property
  void storedKeysSortAsIndexes(@ForAll long one, @ForAll long other) {
    assertThat(Long.compareUnsigned(PostKey.toStored(one), PostKey.toStored(other)))
        .isEqualTo(Long.compare(one, other));
    assertThat(PostKey.fromStored(PostKey.toStored(one))).isEqualTo(one);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+1",
        "01",
        "-0",
        "-01",
        " 1",
        "1 ",
        "1.0",
        "1e3",
        "\"7528\"",
        "seven",
        "9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999",
        "٣"
      })
  void refusesAnyOtherSpelling(String key) {
    assertThatExceptionOfType(UnreadableRecordException.class)
        .isThrownBy(() -> PostKey.parse(key.getBytes(UTF_8)))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(DeadLetterReason.BAD_KEY))
        .withMessageContaining("expected decimal text such as 7528");
  }

  @Test
  void refusesNoKey() {
    assertThatExceptionOfType(UnreadableRecordException.class)
        .isThrownBy(() -> PostKey.parse(null))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(DeadLetterReason.NO_KEY));
  }
}
