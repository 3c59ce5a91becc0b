// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.letters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class LetterTest {
  @Test
  void saysOfWhatOthersWroteOnlyWhatItCanRead() {
    Letter letter =
        letter(
            new RecordHeaders()
                .add("dlq.reason", null)
                .add("dlq.partition", "x".getBytes(UTF_8))
                .add("dlq.offset", "99999999999999999999".getBytes(UTF_8)));
    assertThat(letter.reason()).isEmpty();
    assertThat(letter.topic()).isEmpty();
    assertThat(letter.partition()).isEqualTo(-1);
    assertThat(letter.offset()).isEqualTo(-1);
    assertThat(letter(new RecordHeaders()).ownHeaders()).isEmpty();
  }

  /** A dead letter that was sent into an input again, for one. */
  @Test
  void leavesTheRecordItsOwnHeadersWhateverTheirNames() {
    Headers own =
        new RecordHeaders()
            .add("dlq.reason", "not-json: of another app".getBytes(UTF_8))
            .add("dlq.partition", "9".getBytes(UTF_8))
            .add("dlq.cut.from.bytes", "5000000".getBytes(UTF_8));
    Headers all = new RecordHeaders(own);
    all.add("dlq.reason", "bad-key: x".getBytes(UTF_8))
        .add("dlq.topic", "demo.pin".getBytes(UTF_8))
        .add("dlq.partition", "2".getBytes(UTF_8))
        .add("dlq.offset", "7".getBytes(UTF_8));
    Letter letter = letter(all);
    assertThat(letter.ownHeaders()).isEqualTo(own);
    assertThat(letter.isCut()).isFalse();
    assertThat(letter.reason()).isEqualTo("bad-key: x");
    assertThat(letter.topic()).isEqualTo("demo.pin");
    assertThat(letter.partition()).isEqualTo(2);
    assertThat(letter.offset()).isEqualTo(7);
    all.add("dlq.cut.from.bytes", "6000000".getBytes(UTF_8));
    assertThat(letter(all).isCut()).isTrue();
  }

  private static Letter letter(Headers headers) {
    return new Letter(
        new ConsumerRecord<>(
            "demo.dlq",
            0,
            5,
            1,
            TimestampType.CREATE_TIME,
            0,
            0,
            null,
            null,
            headers,
            Optional.empty()));
  }
}
