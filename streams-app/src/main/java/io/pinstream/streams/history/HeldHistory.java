// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.history;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Puts what comes from the history's topic into the global store, as it is. */
public final class HeldHistory extends ContextualProcessor<String, byte[], Void, Void> {
  @Override
  public void process(Record<String, byte[]> point) {
    KeyValueStore<String, byte[]> store = context().getStateStore(History.STORE);
    store.put(point.key(), point.value());
  }
}
