// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.process;

import io.pinstream.stack.StackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** TCP ports on 127.0.0.1 that nobody listens on. */
public final class FreePorts {
  private FreePorts() {}

  /** So many different free ports: all are held until the last is found. */
  public static List<Integer> find(int count) {
    var held = new ArrayList<ServerSocket>();
    try {
      for (int i = 0; i < count; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      held.forEach(FreePorts::release);
    }
  }

  private static void release(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // A port that stays taken is noticed, and named, by the process that wants it.
    }
  }

  /**
   * The port the user asked for, or a free one for 0.
   *
   * @param option the option that asked for it, for the message
   * @throws StackException if somebody listens on it
   */
  public static int claim(int port, String option) {
    if (port == 0) {
      return find(1).get(0);
    }
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return port;
    } catch (BindException e) {
      throw new StackException(
          "%s %d: another program listens on 127.0.0.1:%d. Give another port, or leave %s out for a free one."
              .formatted(option, port, port, option),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
