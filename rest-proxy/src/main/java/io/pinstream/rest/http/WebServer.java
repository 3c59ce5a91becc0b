// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import io.pinstream.rest.config.HttpConfig;
import io.pinstream.rest.config.InvalidSettingException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.CrossOriginHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The proxy's web server; each group of routes is given to it. */
public final class WebServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

  // Longer than API Gateway keeps a connection that it does not use: who closes last, wins.
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(75);
  // Longer than a record may wait for the brokers, so that whoever waits is answered.
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
  private static final int MAX_CONNECTIONS = 5000;

  private final HttpConfig config;
  private final QueuedThreadPool threads;
  private Javalin javalin;

  /** A server that does not listen yet. */
  public WebServer(HttpConfig config) {
    this.config = config;
    threads = new QueuedThreadPool(config.threads(), Math.min(8, config.threads()));
    threads.setName("http");
  }

  /** The server's own threads. */
  public Executor threads() {
    return threads;
  }

  /**
   * Starts serving.
   *
   * @throws InvalidSettingException if host and port can't be bound, or TLS is set wrong
   */
  public void start(List<Consumer<JavalinConfig>> routes) throws InvalidSettingException {
    SSLContext tls = config.ssl().isEmpty() ? null : TlsContext.of(config.ssl());
    javalin =
        Javalin.create(
            settings -> {
              settings.startup.showJavalinBanner = false;
              settings.http.prefer405over404 = true;
              settings.http.compressionStrategy = CompressionStrategy.NONE;
              settings.jetty.threadPool = threads;
              settings.jetty.modifyServer(this::bound);
              settings.jetty.addConnector((server, http) -> connector(server, http, tls));
              settings.jetty.modifyServletContextHandler(
                  context -> context.setErrorHandler(new ServerErrors()));
              new AllowedHosts(config.allowedHosts()).accept(settings);
              config.token().ifPresent(token -> new SharedSecret(token).accept(settings));
              routes.forEach(group -> group.accept(settings));
              // Javalin answers its own exceptions itself unless they are named.
              settings.routes.exception(
                  HttpResponseException.class, (e, ctx) -> ErrorAnswers.write(ctx, e));
              settings.routes.exception(Exception.class, (e, ctx) -> ErrorAnswers.write(ctx, e));
            });
    try {
      javalin.start();
    } catch (JavalinBindException e) {
      throw new InvalidSettingException(
          HttpConfig.PORT
              + ": can't listen on "
              + config.host()
              + ":"
              + config.port()
              + " ("
              + InvalidSettingException.rootMessage(e)
              + "); choose another "
              + HttpConfig.PORT
              + ", or 0 for any free one");
    }
  }

  private void bound(Server server) {
    server.setStopTimeout(STOP_TIMEOUT.toMillis());
    server.setErrorHandler(new ServerErrors());
    server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
    if (!config.corsOrigins().isEmpty()) {
      // Javalin's own answers look-ups of other origins with 400 and the data, some with 500.
      server.insertHandler(crossOrigin());
    }
  }

  private CrossOriginHandler crossOrigin() {
    CrossOriginHandler handler = new CrossOriginHandler();
    handler.setAllowedOriginPatterns(
        config.corsOrigins().stream().map(Pattern::quote).collect(Collectors.toSet()));
    handler.setAllowedMethods(Set.of("GET", "HEAD", "POST", "PUT"));
    // Any, but this one has to be named to browsers.
    handler.setAllowedHeaders(Set.of("*", HttpHeader.AUTHORIZATION.asString()));
    return handler;
  }

  private ServerConnector connector(Server server, HttpConfiguration http, SSLContext tls) {
    http.setSendServerVersion(false);
    ServerConnector connector;
    if (tls == null) {
      connector = new ServerConnector(server, new HttpConnectionFactory(http));
    } else {
      // Which hosts it is asked as is checked for all requests.
      http.addCustomizer(new SecureRequestCustomizer(false));
      SslContextFactory.Server factory = new SslContextFactory.Server();
      factory.setSslContext(tls);
      connector =
          new ServerConnector(
              server,
              new SslConnectionFactory(factory, "http/1.1"),
              new HttpConnectionFactory(http));
    }
    connector.setHost(config.host());
    connector.setPort(config.port());
    connector.setIdleTimeout(KEEP_ALIVE.toMillis());
    return connector;
  }

  /** Where the server is found. */
  public String url() {
    String host = config.host();
    return (config.ssl().isEmpty() ? "http://" : "https://")
        + (host.contains(":") ? "[" + host + "]" : host)
        + ":"
        + javalin.port();
  }

  /** Stops listening, and returns when those who wait have been answered, or after 20 s. */
  @Override
  public void close() {
    if (javalin == null) {
      return;
    }
    try {
      javalin.stop();
    } catch (JavalinException e) {
      // It has stopped all the same, and cut off whoever still waited.
      LOG.warn("some requests did not end within {} s", STOP_TIMEOUT.toSeconds(), e);
    }
  }
}
