// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import io.pinstream.streams.topics.InternalTopics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.AbstractStoreBuilder;

/**
 * A store that keeps nothing. Only where a store is persistent does Kafka Streams keep the id of a
 * process on disk; by it the transactions that a killed process left open end when it starts again,
 * and not ten seconds later, until when nobody may read what follows them.
 */
final class ProcessIdentity implements StateStore {
  private boolean open;

  /** Makes it; it has no changelog. */
  static StoreBuilder<ProcessIdentity> builder() {
    return new AbstractStoreBuilder<Void, Void, ProcessIdentity>(
        InternalTopics.STORE_WITHOUT_CHANGELOG, null, null, Time.SYSTEM) {
      @Override
      public ProcessIdentity build() {
        return new ProcessIdentity();
      }
    }.withLoggingDisabled();
  }

  @Override
  public String name() {
    return InternalTopics.STORE_WITHOUT_CHANGELOG;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    context.register(root, null);
    open = true;
  }

  @Override
  public void close() {
    open = false;
  }

  @Override
  public boolean persistent() {
    return true;
  }

  @Override
  public boolean isOpen() {
    return open;
  }
}
