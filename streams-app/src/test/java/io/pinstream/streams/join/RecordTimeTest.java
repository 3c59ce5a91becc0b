// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RecordTimeTest {
  private final RecordTime time = new RecordTime();

  @Test
  void takesTheRecordsOwnTime() {
    assertThat(time.extract(record(0), 5000)).isZero();
    assertThat(time.extract(record(1000), 5000)).isEqualTo(1000);
  }

  @Test
  void takesTheTimeBeforeItOrNowWhereThereIsNoUsableOne() {
    assertThat(time.extract(record(-1), 5000)).isEqualTo(5000);
    long before = System.currentTimeMillis();
    assertThat(time.extract(record(-1), -1)).isGreaterThanOrEqualTo(before);
    assertThat(time.extract(record(Long.MIN_VALUE), -1)).isGreaterThanOrEqualTo(before);
  }

  /** Brokers refuse what is an hour ahead. */
  @Test
  void takesNoTimeThatTheOutputsBrokersRefuse() {
    long now = System.currentTimeMillis();
    long ahead = now + Duration.ofMinutes(10).toMillis();
    long farAhead = now + Duration.ofMinutes(31).toMillis();
    assertThat(time.extract(record(ahead), 5000)).as("clocks differ").isEqualTo(ahead);
    assertThat(time.extract(record(farAhead), 5000)).isEqualTo(5000);
    assertThat(time.extract(record(farAhead), farAhead)).isBetween(now, ahead);
    assertThat(time.extract(record(Long.MAX_VALUE), -1)).isBetween(now, ahead);
  }

  private static ConsumerRecord<Object, Object> record(long timestamp) {
    return new ConsumerRecord<>(
        "demo.pin",
        0,
        0,
        timestamp,
        TimestampType.CREATE_TIME,
        0,
        0,
        "7",
        "",
        new RecordHeaders(),
        Optional.empty());
  }
}
