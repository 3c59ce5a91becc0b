// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A line to a server that may fall silent: then nothing passes, and no connection ends. */
final class SilentLine implements AutoCloseable {
  private final URI server;
  private final ServerSocket entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private boolean silent;

  SilentLine(String server) throws IOException {
    this.server = URI.create(server);
    start(this::accept);
  }

  /** Where the server is found over this line. */
  String url() {
    return "http://127.0.0.1:" + entry.getLocalPort();
  }

  synchronized void setSilent(boolean silent) {
    this.silent = silent;
    notifyAll();
  }

  @Override
  public void close() throws IOException {
    entry.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = entry.accept();
      Socket there = new Socket(server.getHost(), server.getPort());
      sockets.add(client);
      sockets.add(there);
      start(() -> pass(client, there));
      start(() -> pass(there, client));
    }
  }

  private void pass(Socket from, Socket to) throws IOException, InterruptedException {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      byte[] buffer = new byte[8192];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        awaitSound();
        out.write(buffer, 0, count);
      }
    }
  }

  private synchronized void awaitSound() throws InterruptedException {
    while (silent) {
      wait();
    }
  }

  private interface Job {
    void run() throws IOException, InterruptedException;
  }

  private static void start(Job job) {
    Thread thread =
        new Thread(
            () -> {
              try {
                job.run();
              } catch (IOException | InterruptedException e) {
                // A connection was closed, or the whole line.
              }
            },
            "line");
    thread.setDaemon(true);
    thread.start();
  }
}
