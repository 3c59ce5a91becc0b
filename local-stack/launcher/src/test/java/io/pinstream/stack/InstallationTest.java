// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
  @TempDir private Path home;

  @Test
  void aCheckoutThatHasMovedRunsItsOwnJars() throws IOException {
    var dataset = jar("local-stack/dataset/target/pinstream-dataset-1.0.jar");
    var transforms = jar("transforms/target/pinstream-transforms-1.0.jar");
    var list =
        Files.writeString(
            home.resolve("classpath"),
            "/repository/acme-1.0.jar:/before/local-stack/dataset/target/pinstream-dataset-1.0.jar:/before/transforms/target/pinstream-transforms-1.0.jar");
    assertThat(new Installation(home).jars(list))
        .containsExactly(Path.of("/repository/acme-1.0.jar"), dataset, transforms);
  }

  @Test
  void oneThatIsNotThereIsNamedAndNotTakenFromTheOldPlace() throws IOException {
    var list =
        Files.writeString(
            home.resolve("classpath"), "/before/transforms/target/pinstream-transforms-1.0.jar");
    assertThatThrownBy(() -> new Installation(home).jars(list))
        .isInstanceOf(StackException.class)
        .hasMessageContainingAll("pinstream-transforms-1.0.jar", "build again");
  }

  private Path jar(String path) throws IOException {
    var jar = home.resolve(path);
    Files.createDirectories(jar.getParent());
    return Files.writeString(jar, "");
  }
}
