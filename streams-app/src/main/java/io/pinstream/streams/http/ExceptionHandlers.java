// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import static io.javalin.http.HttpStatus.BAD_GATEWAY;
import static io.javalin.http.HttpStatus.BAD_REQUEST;
import static io.javalin.http.HttpStatus.GATEWAY_TIMEOUT;
import static io.javalin.http.HttpStatus.INTERNAL_SERVER_ERROR;
import static io.javalin.http.HttpStatus.SERVICE_UNAVAILABLE;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.pinstream.streams.instances.InstanceException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a caller is told of a call that fails.
 *
 * @param whenBusy the status by which it knows an instance that is busy
 */
record ExceptionHandlers(HttpStatus whenBusy, BooleanSupplier closing)
    implements Consumer<JavalinConfig> {
  private static final Logger LOG = LoggerFactory.getLogger(ExceptionHandlers.class);
  // A killed instance is noticed and its partitions are elsewhere within seconds.
  private static final String RETRY_AFTER_SECONDS = "2";

  @Override
  public void accept(JavalinConfig config) {
    // Javalin answers its own exceptions itself unless they are named.
    config.routes.exception(HttpResponseException.class, this::handle);
    config.routes.exception(Exception.class, this::handle);
  }

  /** Javalin tells a failure again for as long as telling it fails, and a request may be over. */
  private void handle(Exception e, Context ctx) {
    try {
      tell(e, ctx);
    } catch (RuntimeException over) {
      LOG.debug("nobody waits for what failed", over);
    }
  }

  private void tell(Exception e, Context ctx) {
    if (e instanceof HttpResponseException refused) {
      Problem.write(ctx, HttpStatus.forStatus(refused.getStatus()), e.getMessage());
    } else if (e instanceof EofException) {
      Problem.write(ctx, BAD_REQUEST, "the request ended before its body did");
    } else if (e instanceof HttpException.RuntimeException unread) {
      HttpStatus status = HttpStatus.forStatus(unread.getCode());
      Problem.write(ctx, status, "the body can't be read: " + unread.getReason());
    } else if (e instanceof StreamsNotStartedException) {
      tellToAskAgain(ctx, SERVICE_UNAVAILABLE, "the streams have not started; see /readyz");
    } else if (e instanceof InvalidStateStoreException) {
      tellToAskAgain(ctx, SERVICE_UNAVAILABLE, "the posts can't be read right now; see /readyz");
    } else if (e instanceof InstanceException away) {
      tellToAskAgain(ctx, status(away.why()), e.getMessage());
    } else if (closing.getAsBoolean()) {
      // What it asks is closed already.
      LOG.debug("{} {} came too late", ctx.method(), ctx.path(), e);
      Problem.write(ctx, SERVICE_UNAVAILABLE, "the app is closing");
    } else {
      LOG.error("{} {} failed", ctx.method(), ctx.path(), e);
      Problem.write(ctx, INTERNAL_SERVER_ERROR, "the app failed to answer; its log says why");
    }
  }

  private static void tellToAskAgain(Context ctx, HttpStatus status, String why) {
    ctx.header(Header.RETRY_AFTER, RETRY_AFTER_SECONDS);
    Problem.write(ctx, status, why);
  }

  private HttpStatus status(InstanceException.Cause why) {
    return switch (why) {
      case PARTITIONS_MOVE -> SERVICE_UNAVAILABLE;
      case BUSY -> whenBusy;
      case INSTANCE_FAILS -> BAD_GATEWAY;
      case INSTANCE_IS_SLOW -> GATEWAY_TIMEOUT;
    };
  }
}
