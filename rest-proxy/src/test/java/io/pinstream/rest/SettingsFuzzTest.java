// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pinstream.rest.config.InvalidSettingException;
import io.pinstream.rest.config.ProxyConfig;
import io.pinstream.rest.config.SettingsFile;
import io.pinstream.rest.connect.Pipelines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bytes of the proxy's properties file: what is wrong is an {@link InvalidSettingException}
 * that names a setting, and of what is right transforms and clients can be made. No broker is
 * asked.
 */
@Timeout(20)
class SettingsFuzzTest {
  @TempDir private static Path folder;

  @FuzzTest
  void wrongSettingsAreNamed(byte[] input) throws IOException {
    Map<String, String> settings = new TreeMap<>();
    try {
      settings.putAll(SettingsFile.read(Files.write(folder.resolve("rest.properties"), input)));
      settings.put("bootstrap.servers", "127.0.0.1:1");
      settings.putIfAbsent("user.id", "ada");
      make(ProxyConfig.of(settings));
    } catch (InvalidSettingException e) {
      Set<String> names = new TreeSet<>();
      // On one line, as the message is.
      settings.keySet().forEach(name -> names.add(new InvalidSettingException(name).getMessage()));
      names.addAll(List.of("--config", "config.providers", "Kafka client from the settings"));
      assertThat(e.getMessage()).doesNotContain("\n").containsAnyOf(names.toArray(String[]::new));
    }
  }

  private static void make(ProxyConfig config) throws InvalidSettingException {
    assertThat(config.topics()).isNotNull();
    assertThat(config.rowTopics()).isNotNull();
    assertThat(config.http().memoryMaxBytes()).isPositive();
    new Pipelines(config.connector()).close();
    ProxyRunner.admin(config).close(Duration.ZERO);
    ProxyRunner.producer(config, new SimpleMeterRegistry()).close();
  }
}
