// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.stack.service.ConnectVersion;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin zips, built for MSK Connect's worker, in the newest one. */
@Tag("slow")
class NewestConnectIT {
  private static final int ROWS = 1_000;

  @Test
  void everyRowArrivesOnceAndClean(@TempDir Path directory) throws Exception {
    var options =
        StackOptions.defaults(directory, "newest")
            .withRows(ROWS)
            .withConnect(ConnectVersion.NEWEST);
    try (var test = TestStack.start(options)) {
      RoundTrip.check(test, ROWS);
      assertThat(test.crashes()).isEmpty();
    }
  }
}
