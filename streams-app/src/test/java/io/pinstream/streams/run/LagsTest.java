// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.streams.config.AppConfig;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class LagsTest {
  /** Whoever makes a client may have to log in first, at a server that does not answer. */
  @Test
  void endsAlsoWhileAClientIsMadeWhichIsClosedOnceItIsThere() throws Exception {
    StreamsConfig config =
        AppConfig.of(Map.of("bootstrap.servers", "127.0.0.1:1", "user.id", "u")).streams();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Queue<String> called = new ConcurrentLinkedQueue<>();
    Lags lags =
        new Lags(
            config,
            settings -> {
              begun.countDown();
              try {
                goOn.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return recording(called);
            });
    CompletableFuture<Void> asks =
        CompletableFuture.runAsync(() -> lags.of(Set.of(new TopicPartition("u.pin", 0))));
    try {
      begun.await();
      assertThat(CompletableFuture.runAsync(lags::close)).succeedsWithin(Duration.ofSeconds(5));
    } finally {
      goOn.countDown();
    }
    assertThat(asks).failsWithin(Duration.ofSeconds(5));
    assertThat(called).startsWith("close");
  }

  /** A client that does nothing. */
  private static Admin recording(Queue<String> called) {
    return (Admin)
        Proxy.newProxyInstance(
            Admin.class.getClassLoader(),
            new Class<?>[] {Admin.class},
            (proxy, method, arguments) -> {
              called.add(method.getName());
              return null;
            });
  }
}
