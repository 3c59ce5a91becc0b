// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import java.util.Map;
import org.apache.kafka.streams.state.StoreBuilder;

/** Makes a {@link PostStore} for each partition. It always has a changelog and writes behind. */
final class PostStoreBuilder implements StoreBuilder<PostStore> {
  private final String name;
  private final PostListener.Factory listeners;
  private Map<String, String> logConfig = Map.of();

  PostStoreBuilder(String name, PostListener.Factory listeners) {
    this.name = name;
    this.listeners = listeners;
  }

  @Override
  public PostStore build() {
    return new PostStore(name, listeners);
  }

  @Override
  public StoreBuilder<PostStore> withCachingEnabled() {
    return this;
  }

  @Override
  public StoreBuilder<PostStore> withCachingDisabled() {
    throw new UnsupportedOperationException(name + " always waits with what is incomplete");
  }

  @Override
  public StoreBuilder<PostStore> withLoggingEnabled(Map<String, String> config) {
    logConfig = Map.copyOf(config);
    return this;
  }

  @Override
  public StoreBuilder<PostStore> withLoggingDisabled() {
    throw new UnsupportedOperationException(name + " lives from its changelog");
  }

  @Override
  public Map<String, String> logConfig() {
    return logConfig;
  }

  @Override
  public boolean loggingEnabled() {
    return true;
  }

  @Override
  public String name() {
    return name;
  }
}
