// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends bytes that no well-behaved client would send, and no more than it is told to. */
public final class RawClient implements AutoCloseable {
  private final Socket socket;

  public RawClient(String url) throws IOException {
    URI uri = URI.create(url);
    socket = new Socket(uri.getHost(), uri.getPort());
    socket.setSoTimeout(30_000);
  }

  /** The beginning of a post to a topic, whose body is to follow. */
  public static String head(String topic, int length) {
    return "POST /topics/%s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
        .formatted(topic, Proxy.KAFKA_JSON, length);
  }

  public void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.UTF_8));
  }

  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** Sends nothing more. */
  public void end() throws IOException {
    socket.shutdownOutput();
  }

  /** All that comes until the connection is closed. */
  public String answer() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
