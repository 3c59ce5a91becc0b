// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The file that says how far a closed log is in its changelog: for each partition a line of topic,
 * partition and offset. A log without it was not closed, and can't be relied upon.
 */
final class CommittedOffsets {
  private static final String NAME = "offsets";

  private final Path folder;
  private final Path file;

  /** Those of the log in a folder. */
  CommittedOffsets(Path folder) {
    this.folder = folder;
    this.file = folder.resolve(NAME);
  }

  /**
   * The offsets; none if the file is not there.
   *
   * @throws DamagedLogException if the file says something else
   */
  Map<TopicPartition, Long> read() throws IOException {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        String[] fields = line.split(" ", -1);
        try {
          offsets.put(
              new TopicPartition(fields[0], Integer.parseInt(fields[1])), Long.valueOf(fields[2]));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
          throw new DamagedLogException(
              file + " has the line \"" + line + "\"; expected a topic, a partition and an offset");
        }
      }
    }
    return offsets;
  }

  /** Writes them, all or none. */
  void write(Map<TopicPartition, Long> offsets) throws IOException {
    StringBuilder lines = new StringBuilder();
    offsets.forEach(
        (partition, offset) ->
            lines
                .append(partition.topic())
                .append(' ')
                .append(partition.partition())
                .append(' ')
                .append(offset)
                .append('\n'));
    Path next = folder.resolve(NAME + ".next");
    Files.write(next, lines.toString().getBytes(StandardCharsets.UTF_8));
    try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes the file, also if the power fails now; returns whether it was there. */
  boolean delete() throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    // What is deleted may come back, but then it is empty.
    boolean there = Files.size(file) > 0;
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
      channel.force(true);
    }
    Files.delete(file);
    return there;
  }
}
