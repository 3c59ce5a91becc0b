// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The properties that users paste, with their placeholders filled. */
class ShippedPropertiesTest {
  private static final Path MSK = Path.of("../config/msk/streams.properties");

  @TempDir private Path directory;

  @Test
  void thoseForMskAreAcceptedAndTheirLogInIsOnTheClassPath() throws Exception {
    var text =
        Files.readString(MSK)
            .replace("<bootstrap servers>", "127.0.0.1:1")
            .replace("<user.id>", "someone");
    assertThat(text.lines().filter(line -> !line.startsWith("#")))
        .noneMatch(line -> line.contains("<"));
    var file =
        Files.writeString(directory.resolve("streams.properties"), text, StandardCharsets.UTF_8);
    var settings = AppConfig.load(file).streams("127.0.0.1:8080");
    var admin = settings.getAdminConfigs("check");
    assertThat(admin).containsEntry(AdminClientConfig.SECURITY_PROTOCOL_CONFIG, "SASL_SSL");
    assertThatCode(() -> Admin.create(admin).close()).doesNotThrowAnyException();
  }
}
