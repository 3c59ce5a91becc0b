// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What an open page does to a server that ends: it listens to events, opens the stream again the
 * moment it breaks, and keeps a connection that it has fetched something over.
 */
final class ReconnectingPage implements AutoCloseable {
  private final URI url;
  private final Socket kept;
  private final Queue<String> heard = new ConcurrentLinkedQueue<>();
  private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
  private final Thread listener = new Thread(this::listen, "page");
  private volatile boolean closed;

  private ReconnectingPage(String url) throws IOException {
    this.url = URI.create(url);
    this.kept = send("/healthz", "application/json");
    listener.setDaemon(true);
    listener.start();
  }

  static ReconnectingPage open(String url) throws IOException {
    return new ReconnectingPage(url);
  }

  /** The lines of all its streams. */
  Queue<String> heard() {
    return heard;
  }

  /** What each of its streams was answered with, in the order in which it asked. */
  List<Integer> statuses() {
    return List.copyOf(statuses);
  }

  @Override
  public void close() {
    closed = true;
    listener.interrupt();
    try {
      kept.close();
    } catch (IOException e) {
      throw new IllegalStateException("a socket did not close", e);
    }
  }

  private void listen() {
    while (!closed) {
      try (Socket socket = send("/api/events", "text/event-stream");
          BufferedReader stream =
              new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
        String status = stream.readLine();
        if (status != null) {
          statuses.add(Integer.valueOf(status.split(" ", 3)[1]));
        }
        stream.lines().forEach(heard::add);
      } catch (ConnectException e) {
        return;
      } catch (IOException e) {
        heard.add("ended by " + e);
      }
    }
  }

  private Socket send(String path, String accept) throws IOException {
    Socket socket = new Socket(url.getHost(), url.getPort());
    // The server that ends leaves who comes late without an answer.
    socket.setSoTimeout(5000);
    socket
        .getOutputStream()
        .write(
            "GET %s HTTP/1.1\r\nHost: %s\r\nAccept: %s\r\n\r\n"
                .formatted(path, url.getAuthority(), accept)
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }
}
