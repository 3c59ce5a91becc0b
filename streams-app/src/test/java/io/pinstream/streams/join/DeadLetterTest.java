// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.streams.post.DeadLetterReason;
import io.pinstream.streams.post.UnreadableRecordException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.internal.AbstractRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
  private static final RecordLimit LIMIT = new RecordLimit(100_000);
  private static final RecordMetadata ORIGIN =
      new RecordMetadata() {
        @Override
        public String topic() {
          return "t".repeat(249);
        }

        @Override
        public int partition() {
          return Integer.MAX_VALUE;
        }

        @Override
        public long offset() {
          return Long.MAX_VALUE;
        }
      };

  @Property(tries = 300)
  void isNeverLargerThanTheProducerSends(
      @ForAll @IntRange(max = 300_000) int keyBytes,
      @ForAll @IntRange(max = 300_000) int valueBytes,
      @ForAll @IntRange(max = 300_000) int headerBytes,
      @ForAll @IntRange(max = 200) int headers) {
    Record<byte[], byte[]> record =
        record(new byte[keyBytes], new byte[valueBytes], headerBytes / (headers + 1), headers);
    Record<byte[], byte[]> letter = DeadLetter.of(record, ORIGIN, why(), LIMIT);
    assertThat(
            AbstractRecords.estimateSizeInBytesUpperBound(
                RecordBatch.CURRENT_MAGIC_VALUE,
                Compression.NONE.type(),
                letter.key(),
                letter.value(),
                letter.headers().toArray()))
        .isLessThanOrEqualTo(LIMIT.recordBytes());
    assertThat(header(letter, "dlq.reason")).isEqualTo("not-json: not JSON");
    assertThat(header(letter, "dlq.offset")).isEqualTo(Long.toString(Long.MAX_VALUE));
    boolean whole =
        Arrays.equals(letter.key(), record.key())
            && Arrays.equals(letter.value(), record.value())
            && Arrays.stream(letter.headers().toArray())
                    .filter(header -> header.key().startsWith("h"))
                    .count()
                == headers;
    assertThat(header(letter, DeadLetter.CUT) == null).as("says that it was cut").isEqualTo(whole);
  }

  @Test
  void keepsTheBeginningOfWhatIsTooLarge() {
    byte[] value = "a".repeat(5_000_000).getBytes(UTF_8);
    Record<byte[], byte[]> letter =
        DeadLetter.of(record("7".getBytes(UTF_8), value, 10, 1), ORIGIN, why(), LIMIT);
    assertThat(letter.key()).isEqualTo("7".getBytes(UTF_8));
    assertThat(letter.value().length).isBetween(80_000, 100_000);
    assertThat(Integer.parseInt(header(letter, DeadLetter.CUT))).isGreaterThan(5_000_000);
    assertThat(letter.headers().lastHeader("h0")).isNotNull();
  }

  private static Record<byte[], byte[]> record(
      byte[] key, byte[] value, int headerBytes, int headers) {
    RecordHeaders all = new RecordHeaders();
    for (int i = 0; i < headers; i++) {
      all.add("h" + i, new byte[headerBytes]);
    }
    return new Record<>(key, value, 0, all);
  }

  private static UnreadableRecordException why() {
    return new UnreadableRecordException(DeadLetterReason.NOT_JSON, "not JSON");
  }

  private static String header(Record<byte[], byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), UTF_8);
  }
}
