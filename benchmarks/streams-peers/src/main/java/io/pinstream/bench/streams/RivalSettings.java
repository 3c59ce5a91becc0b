// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.streams;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * What another engine takes from the app's properties file.
 *
 * @param bootstrapServers the broker's
 * @param userId the prefix of the topics
 * @param state a folder for checkpoints
 */
public record RivalSettings(String bootstrapServers, String userId, Path state) {
  /** The suffixes of the topics that are joined, in the order of the joined post. */
  public static final List<String> PARTS = List.of("pin", "geo", "user");

  /**
   * Reads the file.
   *
   * @param arguments its path is the last of them
   */
  public static RivalSettings of(String[] arguments) throws IOException {
    var settings = new Properties();
    try (var reader =
        Files.newBufferedReader(Path.of(arguments[arguments.length - 1]), StandardCharsets.UTF_8)) {
      settings.load(reader);
    }
    return new RivalSettings(
        settings.getProperty("bootstrap.servers"),
        settings.getProperty("user.id"),
        Path.of(settings.getProperty("state.dir")));
  }

  /** The topic of a part, or of {@code post}. */
  public String topic(String suffix) {
    return userId + "." + suffix;
  }

  /** The topics that are joined. */
  public List<String> inputs() {
    return PARTS.stream().map(this::topic).toList();
  }
}
