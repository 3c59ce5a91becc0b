// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.ServiceUnavailableResponse;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import io.pinstream.streams.config.InvalidSettingException;
import io.pinstream.streams.instances.InstanceException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The app's web server; each group of routes is given to it. */
public final class WebServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

  // For requests that are under way when the server stops.
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(1);
  // Connections that browsers keep open, over which nothing comes, are no reason to wait.
  private static final Duration SHUTDOWN_IDLE_TIMEOUT = Duration.ofMillis(100);
  // A killed instance is noticed and its partitions are elsewhere within seconds.
  private static final String RETRY_AFTER_SECONDS = "2";

  private static final Set<String> ANSWERED_TO_THE_END = Set.of("/healthz", "/readyz", "/metrics");

  private final Javalin javalin;
  private final String host;
  private final AtomicBoolean closing;

  private WebServer(Javalin javalin, String host, AtomicBoolean closing) {
    this.javalin = javalin;
    this.host = host;
    this.closing = closing;
  }

  /**
   * Starts serving.
   *
   * @param port 0 for any free one
   * @throws InvalidSettingException if host and port can't be bound
   */
  public static WebServer start(String host, int port, List<Consumer<JavalinConfig>> routes)
      throws InvalidSettingException {
    AtomicBoolean closing = new AtomicBoolean();
    Javalin javalin =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.http.prefer405over404 = true;
              config.jetty.modifyServer(server -> server.setStopTimeout(STOP_TIMEOUT.toMillis()));
              config.jetty.addConnector((server, http) -> connector(server, http, host, port));
              config.routes.before(ctx -> refuseIf(closing.get(), ctx));
              routes.forEach(group -> group.accept(config));
              problems(config, closing);
            });
    try {
      javalin.start();
    } catch (JavalinBindException e) {
      throw new InvalidSettingException(
          "http.port: can't listen on "
              + host
              + ":"
              + port
              + " ("
              + rootMessage(e)
              + "); choose another http.port, or 0 for any free one");
    }
    return new WebServer(javalin, host, closing);
  }

  /** Where the server is found. */
  public String url() {
    return "http://" + address(host);
  }

  /**
   * Where other instances find the server, as host:port. A server on all of a machine's addresses
   * is found under the machine's own.
   *
   * @throws InvalidSettingException if the machine does not know its address
   */
  public String addressForOthers() throws InvalidSettingException {
    try {
      return InetAddress.getByName(host).isAnyLocalAddress()
          ? address(InetAddress.getLocalHost().getHostAddress())
          : address(host);
    } catch (UnknownHostException e) {
      throw new InvalidSettingException(
          "application.server: can't find out under which address other instances reach this one ("
              + e.getMessage()
              + "); set it to host:port");
    }
  }

  private String address(String found) {
    return (found.contains(":") ? "[" + found + "]" : found) + ":" + javalin.port();
  }

  /** From now on requests are answered with 503, but for those that ask how the app is. */
  public void refuse() {
    closing.set(true);
  }

  /** Refuses what is new, ends what does not end on its own, and waits for the rest, not long. */
  @Override
  public void close() {
    refuse();
    try {
      javalin.stop();
    } catch (JavalinException e) {
      // It has stopped all the same, and cut off whoever still reads.
      LOG.warn("some requests did not end within {} s", STOP_TIMEOUT.toSeconds(), e);
    }
  }

  private static ServerConnector connector(
      Server server, HttpConfiguration http, String host, int port) {
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_TIMEOUT.toMillis());
    return connector;
  }

  private static void refuseIf(boolean closing, Context ctx) {
    if (closing && !ANSWERED_TO_THE_END.contains(ctx.path())) {
      throw new ServiceUnavailableResponse("the app is closing");
    }
  }

  private static void problems(JavalinConfig config, AtomicBoolean closing) {
    config.routes.exception(
        HttpResponseException.class,
        (e, ctx) -> Problem.write(ctx, HttpStatus.forStatus(e.getStatus()), e.getMessage()));
    config.routes.exception(
        InvalidStateStoreException.class,
        (e, ctx) ->
            Problem.write(
                ctx,
                HttpStatus.SERVICE_UNAVAILABLE,
                "the posts can't be read right now; see /readyz"));
    config.routes.exception(
        StreamsNotStartedException.class,
        (e, ctx) ->
            Problem.write(
                ctx, HttpStatus.SERVICE_UNAVAILABLE, "the streams have not started; see /readyz"));
    config.routes.exception(
        InstanceException.class,
        (e, ctx) -> {
          HttpStatus status =
              switch (e.why()) {
                case PARTITIONS_MOVE -> HttpStatus.SERVICE_UNAVAILABLE;
                case INSTANCE_FAILS -> HttpStatus.BAD_GATEWAY;
                case INSTANCE_IS_SLOW -> HttpStatus.GATEWAY_TIMEOUT;
              };
          ctx.header(Header.RETRY_AFTER, RETRY_AFTER_SECONDS);
          Problem.write(ctx, status, e.getMessage());
        });
    config.routes.exception(
        Exception.class,
        (e, ctx) -> {
          if (closing.get()) {
            // What it asks is closed already.
            LOG.debug("{} {} came too late", ctx.method(), ctx.path(), e);
            Problem.write(ctx, HttpStatus.SERVICE_UNAVAILABLE, "the app is closing");
            return;
          }
          LOG.error("{} {} failed", ctx.method(), ctx.path(), e);
          Problem.write(
              ctx, HttpStatus.INTERNAL_SERVER_ERROR, "the app failed to answer; its log says why");
        });
  }

  private static String rootMessage(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage();
  }
}
