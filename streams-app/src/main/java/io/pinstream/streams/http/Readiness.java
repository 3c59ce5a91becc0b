// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Why the app can't serve yet; empty when it can. */
public final class Readiness {
  private final AtomicReference<Optional<String>> reason =
      new AtomicReference<>(Optional.of("starting"));

  private final List<Supplier<Optional<String>>> faults = new CopyOnWriteArrayList<>();

  /** Adds what may keep the app from serving otherwise; it is asked each time. */
  public void watch(Supplier<Optional<String>> fault) {
    faults.add(fault);
  }

  public void notYet(String why) {
    reason.set(Optional.of(why));
  }

  public void ready() {
    reason.set(Optional.empty());
  }

  public Optional<String> reason() {
    Optional<String> own = reason.get();
    return own.isPresent()
        ? own
        : faults.stream().map(Supplier::get).flatMap(Optional::stream).findFirst();
  }
}
