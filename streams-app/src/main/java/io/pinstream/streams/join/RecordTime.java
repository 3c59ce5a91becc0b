// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * A record's own time. One without a usable time (old clients write -1) takes that of the records
 * before it in its partition, or the time of reading if there were none: a post is not less worth
 * for it, and no producer would take such a time.
 */
public final class RecordTime implements TimestampExtractor {
  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    if (record.timestamp() >= 0) {
      return record.timestamp();
    }
    return partitionTime >= 0 ? partitionTime : System.currentTimeMillis();
  }
}
