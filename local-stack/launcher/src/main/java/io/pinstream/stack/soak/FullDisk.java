// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import io.pinstream.stack.process.ChildProcess;
import io.pinstream.stack.service.ChildService;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A disk without room for another byte. Who ends because of it is started again. */
record FullDisk(SmallDisk disk, ChildService owner) implements Fault {

  @Override
  public boolean mayEnd(ChildProcess process) {
    return process.name().equals(owner.name());
  }

  @Override
  public void strike(Duration length, Random chance) throws InterruptedException {
    disk.fill();
    try {
      TimeUnit.NANOSECONDS.sleep(length.toNanos());
    } finally {
      disk.free();
    }
    if (!owner.process().isAlive()) {
      owner.start();
    }
  }
}
