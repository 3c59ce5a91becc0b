// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.stack.DataDirectory;
import io.pinstream.stack.Installation;
import io.pinstream.stack.process.ChildProcesses;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MariaDbIT {
  @Test
  void aCheckoutAndItsDataMayLieInAPathWithASpace(@TempDir Path directory) {
    var checkout = directory.resolve("check out");
    try (var children = new ChildProcesses(process -> {});
        var data = DataDirectory.claim(checkout.resolve("data"));
        var database = MariaDb.start(new Installation(checkout), data, children)) {
      assertThat(database.answers()).isTrue();
    }
  }
}
