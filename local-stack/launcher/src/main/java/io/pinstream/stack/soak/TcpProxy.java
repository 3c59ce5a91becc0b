// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

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
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile int target;
  private volatile Line line = Line.WHOLE;

  private TcpProxy(ServerSocket server) {
    this.server = server;
  }

  /**
   * Listens on a port.
   *
   * @param target the port that it leads to
   */
  static TcpProxy start(int port, int target) {
    try {
      var proxy = new TcpProxy(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()));
      proxy.target = target;
      proxy.inBackground(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  /** What becomes of all connections from here on. */
  void become(Line next) {
    line = next;
    if (next == Line.RESETTING) {
      open.forEach(this::reset);
    }
  }

  private void accept() throws IOException {
    while (true) {
      var client = server.accept();
      open.add(client);
      inBackground(() -> connect(client));
    }
  }

  private void connect(Socket client) throws IOException, InterruptedException {
    try {
      pass();
      var upstream = new Socket(InetAddress.getLoopbackAddress(), target);
      open.add(upstream);
      inBackground(() -> pump(upstream, client));
      pump(client, upstream);
    } catch (IOException e) {
      reset(client);
    }
  }

  private void pump(Socket from, Socket to) throws InterruptedException {
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
      to.shutdownOutput();
    } catch (IOException e) {
      reset(from);
      reset(to);
    }
  }

  private void pass() throws IOException, InterruptedException {
    if (line == Line.SLOW) {
      TimeUnit.MILLISECONDS.sleep(SLOW_MILLIS);
    }
    while (line == Line.CUT) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    if (line == Line.RESETTING) {
      throw new IOException("reset");
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

  @FunctionalInterface
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private void inBackground(Work work) {
    var thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // The proxy was closed.
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "tcp-proxy-" + port());
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try (server) {
      become(Line.RESETTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
