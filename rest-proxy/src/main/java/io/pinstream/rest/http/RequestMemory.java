// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import java.util.concurrent.Semaphore;

/**
 * Bounds the memory that requests take from their first byte to the last of their answers, by an
 * estimate that is rather too high. Thread-safe.
 */
final class RequestMemory {
  // So that not every token of a request asks all threads' counter.
  private static final int STEP = 8192;

  private final int all;
  private final Semaphore free;

  /**
   * @param all bytes for all requests together
   */
  RequestMemory(int all) {
    this.all = all;
    this.free = new Semaphore(all);
  }

  /** How many bytes are taken. */
  int taken() {
    return all - free.availablePermits();
  }

  /** What one request takes; closed when it has been answered. */
  final class Share implements AutoCloseable {
    private int reserved;
    private int unspent;
    private boolean closed;

    /**
     * Takes some more.
     *
     * @throws ApiException 413 if no request can have so much, 429 if others have it, 400 if the
     *     request has ended already
     */
    synchronized void take(int bytes) {
      if (closed) {
        throw ApiException.malformed("the caller has gone");
      }
      int more = bytes - unspent;
      if (more > 0) {
        if (more > all - reserved) {
          throw ApiException.tooLarge(
              "the request needs more memory than all requests may take, "
                  + all
                  + " bytes (http.memory.max.bytes); send it in parts");
        }
        int step = Math.min(Math.max(more, STEP), all - reserved);
        if (!free.tryAcquire(step)) {
          step = more;
          if (!free.tryAcquire(step)) {
            throw ApiException.busy(
                "the proxy has "
                    + all
                    + " bytes for requests in progress (http.memory.max.bytes), and all are taken;"
                    + " come back in a moment");
          }
        }
        reserved += step;
        unspent += step;
      }
      unspent -= bytes;
    }

    @Override
    public synchronized void close() {
      closed = true;
      free.release(reserved);
      reserved = 0;
      unspent = 0;
    }
  }

  Share share() {
    return new Share();
  }
}
