// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Why the app can't serve yet; empty when it can. */
public final class Readiness {
  /**
   * What is known of itself.
   *
   * @param watched whether it runs, so that there may be faults
   */
  private record State(Optional<String> reason, boolean watched) {}

  private volatile State state = new State(Optional.of("starting"), false);

  private final List<Supplier<Optional<String>>> faults = new CopyOnWriteArrayList<>();

  /** Adds what may keep the app from serving otherwise; it is asked each time. */
  public void watch(Supplier<Optional<String>> fault) {
    faults.add(fault);
  }

  public void notYet(String why) {
    state = new State(Optional.of(why), false);
  }

  /** It will serve again by itself, unless there is a fault, which is the better reason. */
  public void interrupted(String why) {
    state = new State(Optional.of(why), true);
  }

  public void ready() {
    state = new State(Optional.empty(), true);
  }

  public Optional<String> reason() {
    State now = state;
    return faults.stream()
        .filter(fault -> now.watched)
        .map(Supplier::get)
        .flatMap(Optional::stream)
        .findFirst()
        .or(now::reason);
  }
}
