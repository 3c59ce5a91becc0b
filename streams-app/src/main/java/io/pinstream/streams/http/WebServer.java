// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import com.fasterxml.jackson.databind.util.ClassUtil;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.ServiceUnavailableResponse;
import io.javalin.http.UnsupportedMediaTypeResponse;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import io.pinstream.streams.config.Binding;
import io.pinstream.streams.config.InvalidSettingException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.UrlEncoded;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The app's web server; each group of routes is given to it. */
public final class WebServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

  // For requests that are under way when the server stops.
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(1);
  // Jetty waits for its selectors, and Javalin for its listeners, without a bound.
  private static final Duration END_TIMEOUT = Duration.ofSeconds(5);
  // Nothing is sent to the app but questions.
  private static final long MAX_BODY_BYTES = 16 * 1024;
  // Each server has its own: whoever keeps one busy leaves the other alone.
  private static final int MAX_THREADS = 32;
  private static final int MIN_THREADS = 4;
  private static final Pattern OTHER_CHARSET =
      Pattern.compile("(?i);\\s*charset(?!\\s*=\\s*\"?utf-8\"?\\s*(;|$))");

  private static final Pattern PARAMETERS = Pattern.compile("&");

  private static final Set<String> ANSWERED_TO_THE_END = Set.of("/healthz", "/readyz", "/metrics");

  private final Javalin javalin;
  private final Binding binding;
  private final AtomicBoolean closing;

  private WebServer(Javalin javalin, Binding binding, AtomicBoolean closing) {
    this.javalin = javalin;
    this.binding = binding;
    this.closing = closing;
  }

  /**
   * Starts serving.
   *
   * @param whenBusy the status by which its callers know an instance that is busy
   * @throws InvalidSettingException if the address can't be bound, or the certificate not read
   */
  public static WebServer start(
      Binding binding, HttpStatus whenBusy, List<Consumer<JavalinConfig>> routes)
      throws InvalidSettingException {
    AtomicBoolean closing = new AtomicBoolean();
    SslContextFactory.Server tls = ServerConnectors.tls(binding);
    Javalin javalin =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.http.prefer405over404 = true;
              config.http.maxRequestSize = MAX_BODY_BYTES;
              config.jetty.threadPool = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
              config.jetty.modifyServer(server -> limit(server, binding));
              config.jetty.addConnector(
                  (server, http) -> ServerConnectors.connector(server, http, binding, tls));
              config.routes.before(ctx -> SecurityHeaders.ALL.forEach(ctx::header));
              config.routes.before(ctx -> refuseIf(closing.get(), ctx));
              config.routes.before(WebServer::refuseHead);
              config.routes.before(WebServer::refuseBody);
              config.routes.beforeMatched(Parameter::check);
              routes.forEach(group -> group.accept(config));
              config.routes.before(WebServer::requireUtf8);
              config.routes.before(WebServer::requireWholeQuery);
              new ExceptionHandlers(whenBusy, closing::get).accept(config);
            });
    try {
      javalin.start();
    } catch (JavalinBindException e) {
      throw new InvalidSettingException(
          "%s: can't listen on %s:%s (%s); choose another %s, or 0 for any free one"
              .formatted(
                  binding.portSetting(),
                  binding.host(),
                  binding.port(),
                  ClassUtil.getRootCause(e).getMessage(),
                  binding.portSetting()));
    }
    return new WebServer(javalin, binding, closing);
  }

  /** Where the server is found. */
  public String url() {
    return (binding.ssl().isEmpty() ? "http://" : "https://") + address(binding.host());
  }

  /**
   * Where other instances find the server, as host:port. A server on all of a machine's addresses
   * is found under the machine's own.
   *
   * @throws InvalidSettingException if the machine does not know its address
   */
  public String addressForOthers() throws InvalidSettingException {
    try {
      return InetAddress.getByName(binding.host()).isAnyLocalAddress()
          ? address(InetAddress.getLocalHost().getHostAddress())
          : address(binding.host());
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
    Thread stopping = new Thread(this::stop, "web-stop");
    stopping.setDaemon(true);
    stopping.start();
    try {
      stopping.join(END_TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    StackTraceElement[] where = stopping.getStackTrace();
    if (where.length > 0) {
      IllegalStateException hanging = new IllegalStateException("it hangs here");
      hanging.setStackTrace(where);
      LOG.warn(
          "the server of {} did not stop within {} s and is left behind",
          binding.portSetting(),
          END_TIMEOUT.toSeconds(),
          hanging);
    }
  }

  private void stop() {
    try {
      javalin.stop();
    } catch (JavalinException e) {
      // It has stopped all the same, and cut off whoever still reads.
      LOG.warn("some requests did not end within {} s", STOP_TIMEOUT.toSeconds(), e);
    }
  }

  private static void limit(Server server, Binding binding) {
    server.setStopTimeout(STOP_TIMEOUT.toMillis());
    server.setErrorHandler(Problem::refuse);
    server.addBean(new NetworkConnectionLimit(binding.maxConnections(), server));
  }

  private static void refuseIf(boolean closing, Context ctx) {
    if (closing && !ANSWERED_TO_THE_END.contains(ctx.path())) {
      throw new ServiceUnavailableResponse("the app is closing");
    }
  }

  /** Javalin answers it with 200 whatever GET would say, and so a probe would take all for well. */
  private static void refuseHead(Context ctx) {
    if (ctx.method().equals(HandlerType.HEAD)) {
      ctx.header(Header.ALLOW, HandlerType.GET.name());
      throw new HttpResponseException(
          HttpStatus.METHOD_NOT_ALLOWED.getCode(), "HEAD is not answered; expected GET");
    }
  }

  /** Jetty would read it away, however long it is, since nothing else does. */
  private static void refuseBody(Context ctx) {
    boolean hasBody =
        ctx.header(Header.TRANSFER_ENCODING) != null || ctx.req().getContentLengthLong() > 0;
    if (hasBody && !ctx.method().equals(HandlerType.POST)) {
      throw new HttpResponseException(
          HttpStatus.CONTENT_TOO_LARGE.getCode(), "expected no body with " + ctx.method().name());
    }
  }

  /**
   * Javalin leaves out a parameter that it can't decode, and the answer would be of more; and it
   * reads another character where there is no UTF-8, and the answer would be of nothing.
   */
  private static void requireWholeQuery(Context ctx) {
    for (String parameter :
        PARAMETERS.split(Objects.requireNonNullElse(ctx.queryString(), ""), -1)) {
      try {
        UrlEncoded.decodeUtf8To(parameter, 0, parameter.length(), (name, value) -> {});
      } catch (IllegalArgumentException e) {
        throw new BadRequestResponse(
            parameter.replaceFirst("=.*", "")
                + " has a % without two hexadecimal digits behind it, or bytes behind it that are no"
                + " UTF-8; write % itself as %25");
      }
    }
  }

  /** Javalin decodes queries by the body's charset too, and fails for one that it does not know. */
  private static void requireUtf8(Context ctx) {
    String type = ctx.header(Header.CONTENT_TYPE);
    if (type != null && OTHER_CHARSET.matcher(type).find()) {
      throw new UnsupportedMediaTypeResponse("expected charset=utf-8, got Content-Type: " + type);
    }
  }
}
