// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.pace;

import io.pinstream.connect.source.sampling.PythonScript;

/**
 * The original script's {@code sleep(random.randrange(0, 2))} before every post: no time or a
 * second. A task that emits only some of the posts also waits for those between them.
 */
final class PythonArrival implements Arrival {

  private final PythonScript script;
  private final long size;

  PythonArrival(long seed, long size) {
    script = new PythonScript(seed);
    this.size = size;
  }

  @Override
  public long gapNanos(long previous, long position) {
    long seconds = 0;
    for (long p = previous + 1; p <= position; p++) {
      script.runTo(p, size);
      seconds += script.sleptSeconds();
    }
    return seconds * Pacer.NANOS_PER_SECOND;
  }
}
