// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import io.pinstream.streams.topics.InternalTopics;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.AbstractStoreBuilder;
import org.apache.kafka.streams.state.internals.InMemoryKeyValueStore;

/**
 * A store into which nobody puts anything. Only where a store is persistent does Kafka Streams keep
 * the id of a process on disk; by it the transactions that a killed process left open end when it
 * starts again, and not ten seconds later, until when nobody may read what follows them.
 */
final class ProcessIdentity extends InMemoryKeyValueStore {
  private ProcessIdentity() {
    super(InternalTopics.STORE_WITHOUT_CHANGELOG);
  }

  /** Makes it; it has no changelog. */
  static StoreBuilder<ProcessIdentity> builder() {
    return new AbstractStoreBuilder<Bytes, byte[], ProcessIdentity>(
        InternalTopics.STORE_WITHOUT_CHANGELOG, null, null, Time.SYSTEM) {
      @Override
      public ProcessIdentity build() {
        return new ProcessIdentity();
      }
    }.withLoggingDisabled();
  }

  @Override
  public boolean persistent() {
    return true;
  }
}
