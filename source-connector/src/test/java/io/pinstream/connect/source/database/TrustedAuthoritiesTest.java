// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store that Connector/J wants at every connect, of which there is to be one. */
class TrustedAuthoritiesTest {

  @Test
  void oneStoreDoesForAllConnectionsWhileTheFileStays(@TempDir Path folder) throws Exception {
    Path file = ServerCertificate.make(folder).file();
    Path store = TrustedAuthorities.named(file.toString()).store();

    assertThat(TrustedAuthorities.named(file.toString()).store()).isEqualTo(store).exists();

    Files.delete(store);
    assertThat(TrustedAuthorities.named(file.toString()).store()).as("swept away").exists();

    FileTime time = Files.getLastModifiedTime(file);
    Files.copy(
        ServerCertificate.make(Files.createDirectory(folder.resolve("other"))).file(),
        file,
        StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(file, time);
    assertThat(TrustedAuthorities.named(file.toString()).store()).isNotEqualTo(store).exists();
  }
}
