// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.sse.SseClient;
import io.pinstream.streams.answers.Answers;
import io.pinstream.streams.live.NewestPosts;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /api/events}: server-sent events, once a second while somebody listens. {@code stats} is
 * what {@code /api/stats} says, {@code posts} the newest posts since the last time, {@code answers}
 * says that answers may have changed.
 */
public final class EventStream implements Consumer<JavalinConfig>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

  private final Supplier<Map<String, Object>> stats;
  private final NewestPosts newest;
  private final Answers answers;
  private final Set<SseClient> clients = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "events");
            thread.setDaemon(true);
            return thread;
          });
  private final ScheduledFuture<?> ticks;
  private long postsSent;
  private long versionSent;

  public EventStream(Supplier<Map<String, Object>> stats, NewestPosts newest, Answers answers) {
    this.stats = stats;
    this.newest = newest;
    this.answers = answers;
    ticks = clock.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public void accept(JavalinConfig config) {
    config.routes.sse(
        "/api/events",
        client -> {
          client.keepAlive();
          client.onClose(() -> clients.remove(client));
          clients.add(client);
        });
  }

  @Override
  public void close() {
    ticks.cancel(true);
    clock.shutdownNow();
    clients.forEach(SseClient::close);
  }

  private void tick() {
    long seen = newest.seen();
    long version = answers.version();
    try {
      Map<String, Object> current = stats.get();
      byte[] posts = JsonArray.of(newest.since(postsSent));
      for (SseClient client : clients) {
        client.sendEvent("stats", current);
        if (seen != postsSent) {
          client.sendEvent("posts", new String(posts, StandardCharsets.UTF_8));
        }
        if (version != versionSent) {
          client.sendEvent("answers", Map.of("version", version));
        }
      }
    } catch (RuntimeException e) {
      // A scheduled task that throws is never run again.
      LOG.warn("sending events failed", e);
    }
    postsSent = seen;
    versionSent = version;
  }
}
