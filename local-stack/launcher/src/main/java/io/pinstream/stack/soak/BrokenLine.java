// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A line between two parts that breaks in one way. */
record BrokenLine(TcpProxy proxy, TcpProxy.Line way) implements Fault {

  @Override
  public void strike(Duration length, Random chance) throws InterruptedException {
    proxy.become(way);
    try {
      TimeUnit.NANOSECONDS.sleep(length.toNanos());
    } finally {
      proxy.become(TcpProxy.Line.WHOLE);
    }
  }
}
