// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import io.javalin.http.Context;
import io.pinstream.rest.config.HttpConfig;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Reads what callers send, within bounds of size, time and memory. No thread waits for a caller,
 * and memory is taken as the bytes arrive: who sends slowly holds twice what has come, and nothing
 * else.
 */
final class RequestBodies {
  private static final int FIRST_BYTES = 4096;

  private final int maxBytes;
  private final Duration timeout;
  private final RequestMemory memory;

  RequestBodies(HttpConfig config, RequestMemory memory) {
    this.maxBytes = config.bodyMaxBytes();
    this.timeout = config.bodyTimeout();
    this.memory = memory;
  }

  /**
   * A request's body.
   *
   * @param memory what its request takes, given back when that has been answered
   */
  record Body(ByteBuffer content, RequestMemory.Share memory) {}

  /**
   * Reads a body to its end.
   *
   * @return fails with 400, 408, 413 or 429 if it is cut off, or beyond a bound
   */
  CompletableFuture<Body> read(Context ctx) {
    Request request = ServletContextRequest.getServletContextRequest(ctx.req());
    RequestMemory.Share share = memory.share();
    Request.addCompletionListener(request, failure -> share.close());
    Reading reading = new Reading(request, share);
    reading.run();
    return reading.whole.isDone() ? reading.whole : inTime(reading);
  }

  /**
   * Jetty's own idle timeout would run on while a whole request waits for the brokers, and close
   * its connection if it is answered in the moment in which that expires.
   */
  private CompletableFuture<Body> inTime(Reading reading) {
    Scheduler.Task late =
        reading
            .request
            .getComponents()
            .getScheduler()
            .schedule(reading::late, timeout.toMillis(), TimeUnit.MILLISECONDS);
    return reading.whole.whenComplete((body, failure) -> late.cancel());
  }

  /** One body as it comes; run again each time when there is more of it. */
  private final class Reading implements Runnable {
    private final CompletableFuture<Body> whole = new CompletableFuture<>();
    private final Request request;
    private final RequestMemory.Share share;
    private byte[] bytes = new byte[0];
    private int length;
    // Read by the thread that ends the wait, too.
    private volatile ApiException refusal;

    Reading(Request request, RequestMemory.Share share) {
      this.request = request;
      this.share = share;
    }

    @Override
    public void run() {
      try {
        if (request.getLength() > maxBytes) {
          refuse(tooLarge());
          if (expectsToBeAsked() || request.getLength() - maxBytes > maxBytes) {
            throw refusal;
          }
        }
        while (!whole.isDone()) {
          Content.Chunk chunk = request.read();
          if (chunk == null) {
            request.demand(this);
            return;
          }
          take(chunk);
        }
      } catch (RuntimeException | Error e) {
        share.close();
        whole.completeExceptionally(e);
      }
    }

    private boolean expectsToBeAsked() {
      return request.getHeaders().contains(HttpHeader.EXPECT, HttpHeaderValue.CONTINUE.asString());
    }

    private void take(Content.Chunk chunk) {
      if (Content.Chunk.isFailure(chunk)) {
        throw ApiException.malformed("the request ended before its body did");
      }
      try {
        append(chunk.getByteBuffer());
      } finally {
        chunk.release();
      }
      if (chunk.isLast()) {
        if (refusal != null) {
          throw refusal;
        }
        whole.complete(new Body(ByteBuffer.wrap(bytes, 0, length), share));
      }
    }

    private void append(ByteBuffer more) {
      int start = length;
      length = Math.addExact(length, more.remaining());
      if (length - maxBytes > maxBytes) {
        throw tooLarge();
      }
      if (start <= maxBytes && length > maxBytes) {
        // The piece that goes beyond the bound; those behind it are thrown away, too.
        refuse(tooLarge());
      } else if (refusal == null && length > bytes.length) {
        grow(length);
      }
      if (refusal == null) {
        more.get(bytes, start, length - start);
      }
    }

    /**
     * The rest is read and thrown away, up to as much as could have been taken: who still sends
     * sees no answer.
     */
    private void refuse(ApiException why) {
      refusal = why;
      bytes = new byte[0];
      share.close();
    }

    private void late() {
      whole.completeExceptionally(refusal != null ? refusal : ApiException.tooSlow(timeout));
    }

    private void grow(int end) {
      int room = Math.min(maxBytes, Math.max(end, Math.max(FIRST_BYTES, bytes.length * 2)));
      try {
        share.take(room - bytes.length);
        bytes = Arrays.copyOf(bytes, room);
      } catch (ApiException e) {
        refuse(e);
      }
    }
  }

  private ApiException tooLarge() {
    return ApiException.tooLarge(
        "the request is larger than "
            + maxBytes
            + " bytes (http.body.max.bytes); send it in parts");
  }
}
