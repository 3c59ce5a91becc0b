// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class PostPartsTest {
  @Test
  void refusesStateOfAnotherFormat() {
    byte[] stored = PostParts.of(null).with(Part.PIN, new byte[] {1}).stored();
    stored[0] = 9;
    assertThatExceptionOfType(IncompatibleStateException.class)
        .isThrownBy(() -> PostParts.of(stored))
        .withMessageContaining("format 9")
        .withMessageContaining("format 1");
  }

  @Test
  void doesNotMakeAPostOfLessThanThreeParts() {
    PostParts parts = PostParts.of(null).with(Part.PIN, new byte[] {1});
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> parts.toJson(5))
        .withMessageContaining("post 5 is not complete");
  }
}
