// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.ServiceUnavailableResponse;
import io.javalin.http.sse.SseClient;
import io.micrometer.core.instrument.util.NamedThreadFactory;
import io.pinstream.streams.instances.ClusterAnswers;
import io.pinstream.streams.instances.ClusterFigures;
import io.pinstream.streams.instances.ClusterNewest;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /api/events}: server-sent events, once a second while somebody listens. {@code stats},
 * which comes each time, is what {@code /api/stats} says, over the instances that answer, with
 * {@code missing}: why the others did not; {@code posts} those that came since the events before,
 * the newest first; {@code answers} says that answers may have changed. What else a page follows
 * comes under names of its own, as calls answer it, whenever it has changed.
 */
public final class EventStream implements Consumer<JavalinConfig>, AutoCloseable {
  /** Where the stream is. */
  static final String PATH = "/api/events";

  private static final String EVENTS = "text/event-stream";

  private static final String STATS = "stats";
  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
  // With the second between two turns, a listener knows of a frozen instance within three.
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  // Who does not read holds a thread and a connection.
  private static final int MAX_LISTENERS = 100;

  /** Tells what there is to tell, if anything, from what other instances say within a time. */
  @FunctionalInterface
  public interface Followed {
    Optional<?> within(Duration timeout);
  }

  private final Map<String, Followed> followed = new LinkedHashMap<>();
  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(new NamedThreadFactory("events"));
  private final ExecutorService senders =
      Executors.newCachedThreadPool(new NamedThreadFactory("events"));
  private boolean closed;

  /**
   * A stream of events.
   *
   * @param more what else is followed, by the name of its event
   */
  public EventStream(
      ClusterFigures stats,
      ClusterNewest newest,
      ClusterAnswers answers,
      Map<String, Followed> more) {
    followed.put(STATS, timeout -> Optional.of(stats.reachedAndMissing(timeout)));
    followed.put(
        "posts",
        timeout ->
            Optional.of(newest.since(timeout))
                .filter(posts -> !posts.isEmpty())
                .map(JsonArray::of));
    followed.putAll(more);
    followed.put("answers", timeout -> Optional.of(answers.version(timeout)));
    var unused = clock.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public void accept(JavalinConfig config) {
    // A server that stops waits for its requests, and these don't end on their own.
    config.events.serverStopping(this::close);
    // Before the stream's own handler, whose first act is to say that all is well.
    config.routes.beforeMatched(PATH, this::admit);
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
    clock.shutdownNow();
    senders.shutdownNow();
    listeners.forEach(Listener::end);
  }

  private void admit(Context ctx) {
    // To others Javalin answers with nothing at all.
    if (!EVENTS.equals(ctx.header(Header.ACCEPT))) {
      throw new HttpResponseException(
          HttpStatus.NOT_ACCEPTABLE.getCode(), "expected the header Accept: " + EVENTS);
    }
    if (listeners.size() >= MAX_LISTENERS) {
      throw new ServiceUnavailableResponse(
          MAX_LISTENERS + " listen already, the most that one instance serves; ask another");
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
    Map<String, CompletableFuture<Optional<?>>> asked = new LinkedHashMap<>();
    followed.forEach(
        (event, each) ->
            asked.put(event, CompletableFuture.supplyAsync(() -> state(event, each), senders)));
    Map<String, Object> now = new LinkedHashMap<>();
    asked.forEach((event, state) -> state.join().ifPresent(told -> now.put(event, told)));
    for (Listener listener : listeners) {
      // Who reads too slowly misses a turn; the others don't wait.
      if (listener.busy.compareAndSet(false, true)) {
        senders.execute(() -> listener.send(now));
      }
    }
  }

  /** Empty also before the streams start and while an instance is away: nobody can tell. */
  private static Optional<?> state(String event, Followed followed) {
    try {
      return followed.within(TIMEOUT);
    } catch (RuntimeException e) {
      LOG.debug("{} can't be told", event, e);
      return Optional.empty();
    }
  }

  private static final class Listener {
    private final SseClient client;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final Map<String, Object> sent = new HashMap<>();

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

    void send(Map<String, Object> states) {
      try {
        states.forEach(
            (event, state) -> {
              if (!state.equals(sent.put(event, state)) || event.equals(STATS)) {
                client.sendEvent(event, state);
              }
            });
      } catch (RuntimeException e) {
        LOG.debug("a listener is gone", e);
      } finally {
        busy.set(false);
      }
    }
  }
}
