// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A line from a port of its own to another port of 127.0.0.1, which can be hurt. */
final class TcpProxy implements AutoCloseable {
  /** What becomes of bytes and connections. */
  enum Line {
    /** All goes on at once. */
    WHOLE,
    /** Nothing goes on and nobody is told, as if a cable were pulled; it goes on later. */
    CUT,
    /** 8 KiB at most go on each 100 ms, in each direction of each connection. */
    SLOW,
    /** Every connection, and each that is tried, ends with a reset. */
    RESETTING
  }

  private static final int CHUNK = 8 * 1024;
  private static final long SLOW_MILLIS = 100;
  private static final long LOOK_MILLIS = 20;

  private final ServerSocket server;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicLong hurt = new AtomicLong();
  private volatile Line line = Line.WHOLE;

  private TcpProxy(ServerSocket server, int target) {
    this.server = server;
    this.target = target;
  }

  /**
   * Listens on a port.
   *
   * @param target the port that it leads to
   */
  static TcpProxy start(int port, int target) {
    try {
      var server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
      var proxy = new TcpProxy(server, target);
      proxy.inBackground(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  /** How often anybody's bytes, connection or end of one were held back or reset so far. */
  long hurt() {
    return hurt.get();
  }

  /** What becomes of all connections from here on. */
  void become(Line next) {
    line = next;
    if (next == Line.RESETTING) {
      hurt.addAndGet(open.size());
      open.forEach(this::reset);
    }
  }

  private Void accept() throws IOException {
    while (true) {
      var client = server.accept();
      open.add(client);
      inBackground(() -> connect(client));
    }
  }

  private Void connect(Socket client) throws IOException, InterruptedException {
    try {
      pass();
      var upstream = new Socket(InetAddress.getLoopbackAddress(), target);
      open.add(upstream);
      var ends = new AtomicInteger();
      inBackground(() -> pump(upstream, client, ends));
      pump(client, upstream, ends);
    } catch (IOException e) {
      reset(client);
    }
    return null;
  }

  private Void pump(Socket from, Socket to, AtomicInteger ends)
      throws IOException, InterruptedException {
    var bytes = new byte[CHUNK];
    try {
      from.setTcpNoDelay(true);
      to.setTcpNoDelay(true);
      int read = from.getInputStream().read(bytes);
      while (read >= 0) {
        pass();
        to.getOutputStream().write(bytes, 0, read);
        read = from.getInputStream().read(bytes);
      }
      pass();
      to.shutdownOutput();
    } catch (IOException e) {
      // A line that is cut tells nobody of a reset either.
      awaitWhole();
      reset(from);
      reset(to);
    }
    if (ends.incrementAndGet() == 2) {
      open.removeAll(List.of(from, to));
      from.close();
      to.close();
    }
    return null;
  }

  private void pass() throws IOException, InterruptedException {
    var now = line;
    if (now == Line.WHOLE) {
      return;
    }
    hurt.incrementAndGet();
    if (now == Line.SLOW) {
      TimeUnit.MILLISECONDS.sleep(SLOW_MILLIS);
    }
    awaitWhole();
    if (line == Line.RESETTING) {
      throw new IOException("reset");
    }
  }

  private void awaitWhole() throws InterruptedException {
    while (line == Line.CUT) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private void reset(Socket socket) {
    open.remove(socket);
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is closed already.
    }
  }

  private void inBackground(Callable<Void> work) {
    // It ends with its sockets.
    var unused = threads.submit(work);
  }

  @Override
  public void close() {
    try (server) {
      become(Line.RESETTING);
      threads.shutdown();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
