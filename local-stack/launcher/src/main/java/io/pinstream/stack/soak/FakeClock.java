// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import io.pinstream.stack.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The wall clock of a process under libfaketime, which reads from a file how far off it is. */
final class FakeClock {
  /** Why there may be none. */
  static final String MISSING = "libfaketime is not installed (Debian: apt-get install faketime)";

  private final Path library;
  private final Path file;

  private FakeClock(Path library, Path file) {
    this.library = library;
    this.file = file;
  }

  /** A clock that is right; empty where libfaketime is not installed. */
  static Optional<FakeClock> create(String name) {
    return Stream.of("x86_64-linux-gnu/faketime", "aarch64-linux-gnu/faketime", "faketime")
        .map(folder -> Path.of("/usr/lib", folder, "libfaketimeMT.so.1"))
        .filter(Files::exists)
        .findFirst()
        .map(
            library -> {
              try {
                var clock = new FakeClock(library, Files.createTempFile("pinstream-soak", name));
                clock.file.toFile().deleteOnExit();
                clock.set(0);
                return clock;
              } catch (IOException e) {
                throw new StackException("a clock's file cannot be made: " + e, e);
              }
            });
  }

  /** The variables that put a process under this clock. Its monotonic clock stays the machine's. */
  Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD", library.toString(),
        "FAKETIME_TIMESTAMP_FILE", file.toString(),
        "FAKETIME_CACHE_DURATION", "1",
        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
        // With the fix, which is for older C libraries, no wait of a JVM lasts.
        "FAKETIME_FORCE_MONOTONIC_FIX", "0");
  }

  /** Puts the clock so many seconds off; within a second it is. */
  void set(int seconds) {
    try {
      Files.writeString(file, String.format(Locale.ROOT, "%+d", seconds));
    } catch (IOException e) {
      throw new StackException("the clock's file %s cannot be written: %s".formatted(file, e), e);
    }
  }
}
