// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import io.javalin.http.Context;
import io.pinstream.rest.config.HttpConfig;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EofException;

/**
 * Reads what callers send, within bounds: how large one request is, how large all are that are in
 * progress, how long it takes to arrive, and how many threads wait for it. Memory is taken as the
 * bytes arrive, so a slow caller holds no more than it has sent.
 */
final class RequestBodies {
  private static final int FIRST_BYTES = 4096;
  // For callers who send nothing, such as health checks and look-ups.
  private static final int SPARE_THREADS = 8;

  private final int maxBytes;
  private final Duration timeout;
  private final Semaphore bytes;
  private final Semaphore readers;
  private final int allBytes;

  RequestBodies(HttpConfig config) {
    maxBytes = config.bodyMaxBytes();
    timeout = config.bodyTimeout();
    allBytes = config.bodiesMaxBytes();
    bytes = new Semaphore(allBytes);
    readers = new Semaphore(config.threads() - SPARE_THREADS);
  }

  /** A request's body; closed when the request has been answered. */
  final class Body implements AutoCloseable {
    private byte[] content = new byte[0];
    private int reserved;
    private int length;

    byte[] take() {
      byte[] taken = length == content.length ? content : Arrays.copyOf(content, length);
      content = null;
      return taken;
    }

    private void grow(int capacity) {
      if (!bytes.tryAcquire(capacity - reserved)) {
        throw ApiException.busy(
            "the proxy has "
                + allBytes
                + " bytes for requests in progress, and all are taken; come back in a moment");
      }
      reserved = capacity;
      content = Arrays.copyOf(content, capacity);
    }

    @Override
    public void close() {
      bytes.release(reserved);
      reserved = 0;
    }
  }

  /** How many bytes of requests are in progress. */
  int inProgress() {
    return allBytes - bytes.availablePermits();
  }

  /**
   * Reads a body to its end.
   *
   * @throws ApiException 408, 413 or 429 if it is beyond a bound, 503 if too many are being read
   */
  Body read(Context ctx) {
    long declared = ctx.req().getContentLengthLong();
    if (declared > maxBytes) {
      throw tooLarge();
    }
    if (!readers.tryAcquire()) {
      throw ApiException.unavailable(
          "too many requests are still being sent; come back in a moment");
    }
    Body body = new Body();
    boolean whole = false;
    try {
      readInto(body, ctx.req().getInputStream(), declared);
      whole = true;
      return body;
    } catch (EofException e) {
      throw ApiException.malformed("the request ended before its body did");
    } catch (IOException e) {
      if (e.getCause() instanceof TimeoutException) {
        throw ApiException.tooSlow(timeout);
      }
      throw ApiException.malformed("the request's body can't be read: " + e.getMessage());
    } finally {
      readers.release();
      if (!whole) {
        body.close();
      }
    }
  }

  private void readInto(Body body, InputStream input, long declared) throws IOException {
    long deadline = System.nanoTime() + timeout.toNanos();
    body.grow((int) Math.min(declared < 0 ? FIRST_BYTES : declared, FIRST_BYTES));
    while (true) {
      if (body.length == body.content.length) {
        if (declared >= 0 && body.length == declared) {
          return;
        }
        int end = input.read();
        if (end < 0) {
          return;
        }
        if (body.length == maxBytes) {
          throw tooLarge();
        }
        body.grow(Math.min(maxBytes, Math.max(FIRST_BYTES, body.content.length * 4)));
        body.content[body.length++] = (byte) end;
      }
      int read = input.read(body.content, body.length, body.content.length - body.length);
      if (read < 0) {
        return;
      }
      body.length += read;
      if (System.nanoTime() - deadline > 0) {
        throw ApiException.tooSlow(timeout);
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
