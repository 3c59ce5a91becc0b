// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class SmallDiskTest {

  @Test
  void takesNoByteMoreWhileItIsFull() throws IOException {
    var mounted = SmallDisk.mount("test", 1 << 20);
    assumeTrue(mounted.isPresent(), SmallDisk.MISSING);
    var disk = mounted.get();
    try (disk) {
      Files.write(disk.folder().resolve("before"), new byte[1000]);
      disk.fill();
      var file = disk.folder().resolve("after");
      assertThatThrownBy(() -> Files.write(file, new byte[1])).isInstanceOf(IOException.class);
      disk.free();
      Files.write(file, new byte[1 << 19]);
      assertThat(file).hasSize(1 << 19);
    }
    assertThat(disk.folder()).doesNotExist();
  }
}
