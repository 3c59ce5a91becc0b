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
import java.util.concurrent.atomic.AtomicInteger;

/** TCP ports on 127.0.0.1 that nobody listens on. */
public final class FreePorts {
  // Below what operating systems give to outgoing connections: one of those would take a port
  // between its being found here and its being bound by the process that it is for.
  private static final int LOWEST = 15_000;
  private static final int HIGHEST = 32_767;
  private static final int TRIES = 1_000;
  // Each process begins at a place of its own and walks on: two that start servers at once, or one
  // that starts two, find different ports although none of them is bound yet.
  private static final int PER_PROCESS = 257;
  private static final AtomicInteger NEXT =
      new AtomicInteger(
          (int) (ProcessHandle.current().pid() * PER_PROCESS % (HIGHEST - LOWEST + 1)));

  private FreePorts() {}

  /** So many different free ports: all are held until the last is found. */
  public static List<Integer> find(int count) {
    var held = new ArrayList<ServerSocket>();
    try {
      for (int i = 0; i < count; i++) {
        held.add(hold());
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      held.forEach(FreePorts::release);
    }
  }

  private static ServerSocket hold() throws IOException {
    for (int i = 0; i < TRIES; i++) {
      int port = LOWEST + Math.floorMod(NEXT.getAndIncrement(), HIGHEST - LOWEST + 1);
      try {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
      } catch (BindException e) {
        // Somebody listens on it: another.
      }
    }
    throw new BindException(
        "none of %s ports from %s to %s of 127.0.0.1 was free".formatted(TRIES, LOWEST, HIGHEST));
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
          "%s %s: another program listens on 127.0.0.1:%s. Give another port, or leave %s out for a free one."
              .formatted(option, port, port, option),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
