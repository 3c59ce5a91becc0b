// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pinstream.streams.config.AppConfig;
import io.pinstream.streams.config.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bytes of the app's properties file: what is wrong is an {@link InvalidSettingException} that
 * names a setting, and what is right can be read. No broker is asked.
 */
@Timeout(20)
class SettingsFuzzTest {
  @TempDir private static Path folder;

  @FuzzTest
  void wrongSettingsAreNamed(byte[] input) throws IOException {
    Map<String, String> settings = new TreeMap<>();
    try {
      settings.putAll(AppConfig.read(Files.write(folder.resolve("app.properties"), input)));
      settings.putIfAbsent("bootstrap.servers", "127.0.0.1:1");
      settings.putIfAbsent("user.id", "ada");
      read(AppConfig.of(settings));
    } catch (InvalidSettingException e) {
      Set<String> names = new TreeSet<>(List.of("--config", "config.providers"));
      for (String name : settings.keySet()) {
        // Kafka leaves out which client's it is; and on one line, as the message is.
        String plain = name.replaceFirst("^.*(consumer|producer)\\.", "");
        names.add(new InvalidSettingException(plain).getMessage());
      }
      assertThat(e.getMessage()).doesNotContain("\n").containsAnyOf(names.toArray(String[]::new));
    }
  }

  /** All that the app reads before it asks the brokers. */
  private static void read(AppConfig config) throws InvalidSettingException {
    config.http().forEverybody();
    config.http().forInstances();
    StreamsConfig streams = config.streams("127.0.0.1:1");
    new AdvertisedAddress(streams.getString(StreamsConfig.APPLICATION_SERVER_CONFIG));
    streams.getMainConsumerConfigs(config.applicationId(), "client", 0);
    streams.getProducerConfigs("client");
    streams.getAdminConfigs("client");
    PinstreamTopology.describable(config);
  }
}
