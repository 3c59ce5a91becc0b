// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import io.pinstream.stack.process.ChildProcess;
import io.pinstream.stack.service.ChildService;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A disk without room for another byte. Who ends because of it is started again. */
final class FullDisk implements Fault {
  private final SmallDisk disk;
  private final ChildService owner;
  private volatile ChildProcess victim;

  FullDisk(SmallDisk disk, ChildService owner) {
    this.disk = disk;
    this.owner = owner;
  }

  @Override
  public boolean mayEnd(ChildProcess process) {
    return process == victim;
  }

  @Override
  public void strike(Duration length, Random chance) throws InterruptedException {
    victim = owner.process();
    try {
      disk.fill();
      TimeUnit.NANOSECONDS.sleep(length.toNanos());
    } finally {
      disk.free();
    }
  }

  // It may end a while after there is room again.
  @Override
  public void restart() {
    if (!victim.isAlive() && owner.process() == victim) {
      owner.start();
    }
  }
}
