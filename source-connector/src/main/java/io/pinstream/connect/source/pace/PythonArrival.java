// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.pace;

/**
 * The original script's {@code sleep(random.randrange(0, 2))} before every post: no time or a
 * second. A task that emits only some of the posts also waits for those between them.
 */
final class PythonArrival implements Arrival {

  @Override
  public long gapNanos(long previous, long position, long sleptSeconds) {
    return sleptSeconds * Pacer.NANOS_PER_SECOND;
  }
}
