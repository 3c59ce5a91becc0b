// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.ServiceUnavailableResponse;
import io.javalin.http.sse.SseClient;
import io.pinstream.streams.instances.ClusterAnswers;
import io.pinstream.streams.instances.ClusterFigures;
import io.pinstream.streams.instances.ClusterNewest;
import io.pinstream.streams.instances.InstanceException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /api/events}: server-sent events, once a second while somebody listens. {@code stats} is
 * what {@code /api/stats} says, over the instances that answer, with {@code missing}: why the
 * others did not; {@code posts} those that came since the events before, the newest first; {@code
 * answers} says that answers may have changed. What else a page follows comes under names of its
 * own, as calls answer it, whenever it has changed.
 */
public final class EventStream implements Consumer<JavalinConfig>, AutoCloseable {
  /** Where the stream is. */
  static final String PATH = "/api/events";

  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
  // With the second between two turns, a listener knows of a frozen instance within three.
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  // Who does not read holds a thread and a connection.
  private static final int MAX_LISTENERS = 100;

  private final ClusterFigures stats;
  private final ClusterNewest newest;
  private final ClusterAnswers answers;
  private final Map<String, Function<Duration, Object>> followed;
  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(EventStream::daemon);
  private final ExecutorService senders = Executors.newCachedThreadPool(EventStream::daemon);
  private final ScheduledFuture<?> ticks;
  private final Map<String, Long> postsSent = new HashMap<>();
  private boolean closed;

  /**
   * A stream of events.
   *
   * @param followed by the name of its event, each thing that is sent whenever it has changed, from
   *     what other instances say within a time
   */
  public EventStream(
      ClusterFigures stats,
      ClusterNewest newest,
      ClusterAnswers answers,
      Map<String, Function<Duration, Object>> followed) {
    this.stats = stats;
    this.newest = newest;
    this.answers = answers;
    this.followed = followed;
    ticks = clock.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public void accept(JavalinConfig config) {
    // A server that stops waits for its requests, and these don't end on their own.
    config.events.serverStopping(this::close);
    // Before the stream's own handler, whose first act is to say that all is well.
    config.routes.before(PATH, ctx -> admit());
    config.routes.sse(PATH, this::listen);
  }

  /** Ends all streams, those that are being opened too. */
  @Override
  public void close() {
    synchronized (listeners) {
      if (closed) {
        // The server that stops has ended them, in a thread that nobody waits for too long.
        return;
      }
      closed = true;
    }
    ticks.cancel(true);
    clock.shutdownNow();
    senders.shutdownNow();
    listeners.forEach(Listener::end);
  }

  private void admit() {
    synchronized (listeners) {
      if (closed) {
        throw new ServiceUnavailableResponse("the app is closing");
      }
      if (listeners.size() >= MAX_LISTENERS) {
        throw new ServiceUnavailableResponse(
            MAX_LISTENERS + " listen already, the most that one instance serves; ask another");
      }
    }
  }

  private void listen(SseClient client) {
    client.keepAlive();
    Listener listener = new Listener(client);
    client.onClose(() -> listeners.remove(listener));
    synchronized (listeners) {
      // Several may have been admitted to the last place.
      if (!closed && listeners.size() < MAX_LISTENERS) {
        listeners.add(listener);
        return;
      }
    }
    client.close();
  }

  private void tick() {
    try {
      if (!listeners.isEmpty()) {
        send();
      }
    } catch (RuntimeException | Error e) {
      // A scheduled task that throws is never run again.
      LOG.warn("sending events failed", e);
    }
  }

  /** Asks for everything at once: an instance that hangs delays a turn by one timeout. */
  private void send() {
    CompletableFuture<ClusterFigures.Reached> figures =
        CompletableFuture.supplyAsync(() -> stats.reached(TIMEOUT), senders);
    CompletableFuture<List<byte[]>> arrived =
        CompletableFuture.supplyAsync(() -> newest.since(postsSent, TIMEOUT), senders);
    Map<String, CompletableFuture<Optional<Object>>> asked = new LinkedHashMap<>();
    followed.forEach(
        (name, call) ->
            asked.put(name, CompletableFuture.supplyAsync(() -> figures(name, call), senders)));
    Optional<Object> version = version();
    List<byte[]> posts = arrived.join();
    Map<String, Object> current = new LinkedHashMap<>(figures.join().sum());
    current.put("missing", figures.join().missing());
    Map<String, Object> states = new LinkedHashMap<>();
    asked.forEach((name, each) -> each.join().ifPresent(state -> states.put(name, state)));
    for (Listener listener : listeners) {
      // Who reads too slowly misses a turn; the others don't wait.
      if (listener.busy.compareAndSet(false, true)) {
        senders.execute(() -> listener.send(current, posts, version, states));
      }
    }
  }

  private static Optional<Object> figures(String name, Function<Duration, Object> call) {
    try {
      return Optional.of(call.apply(TIMEOUT));
    } catch (RuntimeException e) {
      LOG.debug("{} can't be told", name, e);
      return Optional.empty();
    }
  }

  /** Empty before the streams start and while an instance is away: nobody can tell. */
  private Optional<Object> version() {
    try {
      return Optional.of(answers.version(TIMEOUT));
    } catch (StreamsNotStartedException | InstanceException e) {
      LOG.debug("whether answers have changed can't be told", e);
      return Optional.empty();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "events");
    thread.setDaemon(true);
    return thread;
  }

  private static final class Listener {
    private final SseClient client;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final Map<String, Object> sent = new HashMap<>();
    private Object versionSent;

    Listener(SseClient client) {
      this.client = client;
    }

    /** Ends the stream; of a listener who does not read, by ending its connection. */
    void end() {
      if (busy.get()) {
        ServletContextRequest.getServletContextRequest(client.ctx().req())
            .getConnectionMetaData()
            .getConnection()
            .close();
      }
      client.close();
    }

    void send(
        Map<String, Object> stats,
        List<byte[]> posts,
        Optional<Object> version,
        Map<String, Object> states) {
      try {
        client.sendEvent("stats", stats);
        if (!posts.isEmpty()) {
          client.sendEvent("posts", new String(JsonArray.of(posts), StandardCharsets.UTF_8));
        }
        states.forEach(
            (name, state) -> {
              if (!state.equals(sent.put(name, state))) {
                client.sendEvent(name, state);
              }
            });
        if (version.isPresent() && !version.get().equals(versionSent)) {
          client.sendEvent("answers", Map.of("changed", true));
          versionSent = version.get();
        }
      } catch (RuntimeException e) {
        LOG.debug("a listener is gone", e);
      } finally {
        busy.set(false);
      }
    }
  }
}
