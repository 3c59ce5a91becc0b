// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pinstream.streams.join.DeadLetter;
import java.time.Instant;
import java.util.Arrays;
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

  /** The record's own time; the letter's if it does not say. */
  public Instant time() {
    long told = number(DeadLetter.TIME, Long.MAX_VALUE);
    return Instant.ofEpochMilli(told < 0 ? record.timestamp() : told);
  }

  /** Why it could not be read: a word, a colon, and what was found and expected. */
  public String reason() {
    return said(DeadLetter.REASON).orElse("");
  }

  /** The topic that the record came from; empty if the letter does not say. */
  public String topic() {
    return said(DeadLetter.TOPIC).orElse("");
  }

  /** Its partition there; -1 if the letter does not say. */
  public int partition() {
    return (int) number(DeadLetter.PARTITION, Integer.MAX_VALUE);
  }

  /** Its offset there; -1 if the letter does not say. */
  public long offset() {
    return number(DeadLetter.OFFSET, Long.MAX_VALUE);
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
    return said(DeadLetter.CUT).isPresent();
  }

  /** The headers that the record came with. */
  Headers ownHeaders() {
    Header[] all = record.headers().toArray();
    return new RecordHeaders(Arrays.copyOf(all, own(all)));
  }

  /** How many headers the record came with: the reason is the first that the letter adds. */
  private static int own(Header[] all) {
    for (int i = all.length - 1; i >= 0; i--) {
      if (all[i].key().equals(DeadLetter.REASON)) {
        return i;
      }
    }
    return all.length;
  }

  private Optional<String> said(String name) {
    Header[] all = record.headers().toArray();
    return Arrays.stream(all, own(all), all.length)
        .filter(header -> header.key().equals(name) && header.value() != null)
        .map(header -> new String(header.value(), UTF_8))
        .findFirst();
  }

  /** Others write letters too, and anything into their headers. */
  private long number(String name, long most) {
    try {
      return said(name).map(Long::valueOf).filter(number -> number <= most).orElse(-1L);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
