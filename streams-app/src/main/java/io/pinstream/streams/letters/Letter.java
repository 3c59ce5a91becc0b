// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pinstream.streams.join.DeadLetter;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A dead letter: the record as it came, why it could not be read, and where it came from. */
public final class Letter {
  private final ConsumerRecord<byte[], byte[]> record;

  Letter(ConsumerRecord<byte[], byte[]> record) {
    this.record = record;
  }

  public LetterPlace place() {
    return new LetterPlace(record.partition(), record.offset());
  }

  /**
   * What tells the letter from all others, those at the same place of a topic that is made anew
   * among them.
   */
  public String mark() {
    return record.partition() + ":" + record.offset() + ":" + record.timestamp();
  }

  /** The record's own time. */
  public Instant time() {
    return Instant.ofEpochMilli(record.timestamp());
  }

  /** Why it could not be read: a word, a colon, and what was found and expected. */
  public String reason() {
    return header(DeadLetter.REASON).orElse("");
  }

  /** The topic that the record came from. */
  public String topic() {
    return header(DeadLetter.TOPIC).orElse("");
  }

  /** Its partition there; -1 if the letter does not say. */
  public int partition() {
    return header(DeadLetter.PARTITION).map(Integer::parseInt).orElse(-1);
  }

  /** Its offset there; -1 if the letter does not say. */
  public long offset() {
    return header(DeadLetter.OFFSET).map(Long::parseLong).orElse(-1L);
  }

  /** The record's key; null if it had none. */
  public byte[] key() {
    return record.key();
  }

  /** The record's value; null if it had none. */
  public byte[] value() {
    return record.value();
  }

  /** Whether the record was too large, and the letter has only its beginning. */
  public boolean isCut() {
    return header(DeadLetter.CUT).isPresent();
  }

  /** The headers that the record came with. */
  Headers ownHeaders() {
    Headers own = new RecordHeaders();
    for (Header header : record.headers()) {
      if (!header.key().startsWith(DeadLetter.HEADER_PREFIX)) {
        own.add(header);
      }
    }
    return own;
  }

  private Optional<String> header(String name) {
    return Optional.ofNullable(record.headers().lastHeader(name))
        .map(header -> new String(header.value(), UTF_8));
  }
}
