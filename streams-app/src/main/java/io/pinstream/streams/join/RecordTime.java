// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * A record's own time. One without a usable time (old clients write -1, a clock may be ahead, and
 * brokers refuse what is an hour ahead of them) takes that of the records before it in its
 * partition, or the time of reading if there were none: a post is not less worth for it, and no
 * producer would take such a time. This machine's clock has to be right to half an hour.
 */
public final class RecordTime implements TimestampExtractor {
  // The rest of the hour is for brokers whose clock is behind this machine's.
  private static final long MOST_AHEAD_MS = Duration.ofMinutes(30).toMillis();

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    long now = System.currentTimeMillis();
    if (usable(record.timestamp(), now)) {
      return record.timestamp();
    }
    return usable(partitionTime, now) ? partitionTime : now;
  }

  private static boolean usable(long timestamp, long now) {
    return timestamp >= 0 && timestamp <= now + MOST_AHEAD_MS;
  }
}
