// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.lake;

import java.time.Duration;
import java.time.Instant;

/**
 * What maintenance lets a table keep.
 *
 * @param snapshotsSince snapshots that are older may go, but not the newest one and none that the
 *     sink needs to know where it was
 * @param orphansSince files that no snapshot knows and that are older go; a younger one may belong
 *     to a commit to come
 */
public record Retention(Instant snapshotsSince, Instant orphansSince) {
  // Longer than a query takes that has read the list of files.
  private static final Duration SNAPSHOTS = Duration.ofMinutes(15);
  // Longer than the sink takes from a file's first row to its commit.
  private static final Duration ORPHANS = Duration.ofHours(1);

  /** What a desk keeps. */
  public static Retention at(Instant now) {
    return new Retention(now.minus(SNAPSHOTS), now.minus(ORPHANS));
  }
}
