// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import io.pinstream.streams.log.PostLogStore;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Makes a {@link PostStore} for each partition, with a changelog unless it is told otherwise. */
final class PostStoreBuilder implements StoreBuilder<PostStore> {
  private final String name;
  private Map<String, String> logConfig = Map.of();
  private boolean logging = true;

  PostStoreBuilder(String name) {
    this.name = name;
  }

  @Override
  public PostStore build() {
    PostLogStore log = new PostLogStore(name);
    StoreBuilder<KeyValueStore<Long, byte[]>> logged =
        Stores.keyValueStoreBuilder(supplierOf(log), Serdes.Long(), Serdes.ByteArray())
            .withCachingDisabled();
    return new PostStore(
        log,
        (logging ? logged.withLoggingEnabled(logConfig) : logged.withLoggingDisabled()).build());
  }

  private static KeyValueBytesStoreSupplier supplierOf(PostLogStore log) {
    return new KeyValueBytesStoreSupplier() {
      @Override
      public String name() {
        return log.name();
      }

      @Override
      public KeyValueStore<Bytes, byte[]> get() {
        return log;
      }

      @Override
      public String metricsScope() {
        return "post-log";
      }
    };
  }

  /** The store always waits with what is incomplete; nothing changes. */
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
    logging = true;
    logConfig = Map.copyOf(config);
    return this;
  }

  @Override
  public StoreBuilder<PostStore> withLoggingDisabled() {
    logging = false;
    return this;
  }

  @Override
  public Map<String, String> logConfig() {
    return logConfig;
  }

  @Override
  public boolean loggingEnabled() {
    return logging;
  }

  @Override
  public String name() {
    return name;
  }
}
