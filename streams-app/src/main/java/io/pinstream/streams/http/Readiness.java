// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Why the app can't serve yet; empty when it can. */
public final class Readiness {
  private final AtomicReference<Optional<String>> reason =
      new AtomicReference<>(Optional.of("starting"));

  public void notYet(String why) {
    reason.set(Optional.of(why));
  }

  public void ready() {
    reason.set(Optional.empty());
  }

  public Optional<String> reason() {
    return reason.get();
  }
}
