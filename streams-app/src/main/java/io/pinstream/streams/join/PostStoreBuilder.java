// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.state.internals.AbstractStoreBuilder;

/** Makes a {@link PostStore} for each partition. It has a changelog and writes behind. */
final class PostStoreBuilder extends AbstractStoreBuilder<Long, byte[], PostStore> {
  private final PostListener.Factory listeners;

  PostStoreBuilder(String name, PostListener.Factory listeners) {
    super(name, null, null, Time.SYSTEM);
    this.listeners = listeners;
  }

  @Override
  public PostStore build() {
    return new PostStore(name, listeners);
  }
}
