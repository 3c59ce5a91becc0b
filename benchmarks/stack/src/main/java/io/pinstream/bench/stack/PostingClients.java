// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import io.pinstream.stack.StackException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients that post to the REST proxy until they are told to stop, each on a connection of its own
 * and one request at a time, as the original's scripts do. They spend next to nothing themselves:
 * requests are made beforehand, and of an answer only the status and the length are read.
 */
final class PostingClients implements AutoCloseable {
  private static final int REQUESTS = 64;
  private static final String OK = "HTTP/1.1 200 ";
  private static final String LENGTH = "content-length:";

  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;
  private volatile Exception failure;

  /**
   * Starts them.
   *
   * @param rows in each request
   */
  PostingClients(String url, String topic, int clients, int rows) {
    var address = URI.create(url);
    for (var client = 0; client < clients; client++) {
      var requests = requests(topic, client, rows);
      var thread = new Thread(() -> post(address, requests), "client");
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  private static List<byte[]> requests(String topic, int client, int rows) {
    var requests = new ArrayList<byte[]>();
    for (var i = 0; i < REQUESTS; i++) {
      var body = PostedPins.request(((long) client * REQUESTS + i) * rows, rows);
      var request =
          "POST /test/topics/%s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/vnd.kafka.json.v2+json\r\nContent-Length: %s\r\n\r\n%s"
              .formatted(topic, body.length(), body);
      requests.add(request.getBytes(StandardCharsets.US_ASCII));
    }
    return requests;
  }

  private void post(URI address, List<byte[]> requests) {
    try (var socket = new Socket(address.getHost(), address.getPort())) {
      socket.setTcpNoDelay(true);
      var input = new BufferedInputStream(socket.getInputStream());
      for (var i = 0; !stopped; i++) {
        socket.getOutputStream().write(requests.get(i % requests.size()));
        readAnswer(input);
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  private static void readAnswer(InputStream input) throws IOException {
    var status = line(input);
    var length = 0;
    for (var header = line(input); !header.isEmpty(); header = line(input)) {
      if (header.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        length = Integer.parseInt(header.substring(LENGTH.length()).strip());
      }
    }
    var body = new String(input.readNBytes(length), StandardCharsets.UTF_8);
    if (!status.startsWith(OK) || body.contains("\"error_code\":4")) {
      throw new IOException(status + " " + body);
    }
  }

  private static String line(InputStream input) throws IOException {
    var line = new StringBuilder();
    for (var read = input.read(); read != '\n'; read = input.read()) {
      if (read < 0) {
        throw new IOException("the proxy closed the connection after: " + line);
      }
      if (read != '\r') {
        line.append((char) read);
      }
    }
    return line.toString();
  }

  /**
   * Tells if all is well.
   *
   * @throws StackException if one of them had an answer other than 200
   */
  void check() {
    if (failure != null) {
      throw new StackException("a client failed: " + failure.getMessage(), failure);
    }
  }

  /** Stops them. */
  @Override
  public void close() {
    stopped = true;
    try {
      for (var thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
