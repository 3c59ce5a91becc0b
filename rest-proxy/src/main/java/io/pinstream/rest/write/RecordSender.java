// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.write;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends records as Kafka's producer does: it calls back when it is done, or throws. */
@FunctionalInterface
public interface RecordSender {
  void send(ProducerRecord<byte[], byte[]> record, Callback callback);
}
