// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.log;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostLogFaultsTest {
  private static final int SEGMENT = 500;
  private static final int RECORD = LogSegment.HEADER_BYTES + 100;

  @TempDir Path temporary;

  @Test
  void aLastRecordCutAnywhereIsRefusedWithItsPlace() throws IOException {
    for (int left = 1; left < RECORD; left++) {
      Path folder = filled(temporary.resolve("left" + left), 3);
      byte[] bytes = Files.readAllBytes(file(folder, 0));
      int length = 2 * RECORD + left;
      Files.write(file(folder, 0), Arrays.copyOf(bytes, length));
      assertThatExceptionOfType(DamagedLogException.class)
          .isThrownBy(() -> PostLog.open(folder, SEGMENT))
          .withMessage("%s is damaged at byte %d of %d", file(folder, 0), 2 * RECORD, length);
      Files.write(file(folder, 0), Arrays.copyOf(bytes, 2 * RECORD));
      assertHas(folder, 1, 2);
    }
  }

  /** As some file systems leave it when the power fails. */
  @Test
  void zerosAtTheEndOfTheLastFileAreNoRecords() throws IOException {
    Path folder = filled(temporary.resolve("log"), 3);
    Files.write(file(folder, 0), new byte[4096], StandardOpenOption.APPEND);
    assertThatExceptionOfType(DamagedLogException.class)
        .isThrownBy(() -> PostLog.open(folder, SEGMENT))
        .withMessageContaining("at byte " + 3 * RECORD);
  }

  @Test
  void aFlippedByteInAnOlderFileIsRefusedWithItsPlace() throws IOException {
    for (int at = 0; at < RECORD; at++) {
      Path folder = filled(temporary.resolve("at" + at), 12);
      flip(file(folder, 1), RECORD + at);
      assertThatIOException()
          .isThrownBy(() -> PostLog.open(folder, SEGMENT))
          .withMessage("%s is damaged at byte %d of %d", file(folder, 1), RECORD, 5 * RECORD);
    }
  }

  @Test
  void anOlderFileThatWasCutIsRefused() throws IOException {
    Path folder = filled(temporary.resolve("log"), 12);
    byte[] bytes = Files.readAllBytes(file(folder, 0));
    Files.write(file(folder, 0), Arrays.copyOf(bytes, 3 * RECORD + 5));
    assertThatIOException()
        .isThrownBy(() -> PostLog.open(folder, SEGMENT))
        .withMessage("%s is damaged at byte %d of %d", file(folder, 0), 3 * RECORD, 3 * RECORD + 5);
  }

  @Test
  void aFlippedByteIsNoticedWhenItIsRead() throws IOException {
    Path folder = filled(temporary.resolve("log"), 12);
    try (PostLog log = PostLog.open(folder, SEGMENT)) {
      for (int at = 0; at < RECORD; at++) {
        flip(file(folder, 1), RECORD + at);
        assertThatIOException()
            .isThrownBy(() -> log.get(7))
            .withMessage("%s is damaged at byte %d of %d", file(folder, 1), RECORD, 5 * RECORD);
        assertThat(log.get(6)).isEqualTo(value(6));
        assertThat(log.get(8)).isEqualTo(value(8));
        flip(file(folder, 1), RECORD + at);
      }
      assertThat(log.get(7)).isEqualTo(value(7));
    }
  }

  @Test
  void aFileThatEndsEarlyIsNoticedWhenItIsRead() throws IOException {
    Path folder = filled(temporary.resolve("log"), 12);
    try (PostLog log = PostLog.open(folder, SEGMENT)) {
      Files.write(file(folder, 0), new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
      assertThatIOException()
          .isThrownBy(() -> log.get(1))
          .withMessageContaining(file(folder, 0).toString())
          .withMessageContaining("byte 0");
    }
  }

  @Test
  void aFileThatIsNoSegmentIsLeftAlone() throws IOException {
    Path folder = filled(temporary.resolve("log"), 12);
    for (String name :
        new String[] {"0000000001.log.bak", "1.log", ".checkpoint", "9999999999.log"}) {
      Files.write(folder.resolve(name), name.getBytes(US_ASCII));
    }
    assertHas(folder, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    assertThat(folder.resolve("0000000001.log.bak")).hasContent("0000000001.log.bak");
    assertThat(folder.resolve("1.log")).hasContent("1.log");
    assertThat(folder.resolve(".checkpoint")).hasContent(".checkpoint");
    assertThat(folder.resolve("9999999999.log")).hasContent("9999999999.log");
  }

  @Test
  void aFolderThatIsAFileIsRefused() throws IOException {
    Path file = Files.writeString(temporary.resolve("log"), "no folder");
    assertThatIOException()
        .isThrownBy(() -> PostLog.open(file, SEGMENT))
        .withMessageContaining(file.toString());
    assertThat(file).hasContent("no folder");
  }

  @Test
  void aFullDiskTakesNothingOfWhatIsThere() throws IOException {
    Path full = Path.of("/dev/full");
    assumeThat(full).as("a file on a disk that is full").exists();
    Path folder = filled(temporary.resolve("log"), 5);
    Files.createSymbolicLink(file(folder, 1), full);
    PostLog log = PostLog.open(folder, SEGMENT);
    byte[] large = new byte[200 * 1024];
    assertThatIOException().isThrownBy(() -> log.put(1, large));
    assertThatIOException().isThrownBy(() -> log.put(6, large));
    assertThat(log.get(1)).isEqualTo(value(1));
    assertThat(log.contains(6)).isFalse();
    log.put(2, value(22));
    assertThat(log.get(2)).as("in memory").isEqualTo(value(22));
    assertThatIOException().isThrownBy(log::force);
    assertThatIOException().as("as long as it is full").isThrownBy(log::force);
    assertThatIOException().isThrownBy(log::close);
    Files.delete(file(folder, 1));
    assertHas(folder, 1, 2, 3, 4, 5);
  }

  @Test
  void whatAFailedWriteLeftBehindTheLastRecordIsCutOff() throws IOException {
    for (int keys = 1; keys < 12; keys++) {
      Path folder = temporary.resolve("keys" + keys);
      try (PostLog log = PostLog.open(folder, SEGMENT)) {
        log.put(1, value(1));
        log.force();
        Files.write(file(folder, 0), new byte[5000], StandardOpenOption.APPEND);
        for (int key = 2; key <= keys; key++) {
          log.put(key, value(key));
        }
      }
      assertThat(file(folder, 0)).hasSize((long) Math.min(keys, 5) * RECORD);
      assertHas(folder, LongStream.rangeClosed(1, keys).toArray());
    }
  }

  private static Path filled(Path folder, int keys) throws IOException {
    try (PostLog log = PostLog.open(folder, SEGMENT)) {
      for (int key = 1; key <= keys; key++) {
        log.put(key, value(key));
      }
    }
    return folder;
  }

  private static void assertHas(Path folder, long... keys) throws IOException {
    try (PostLog log = PostLog.open(folder, SEGMENT)) {
      assertThat(log.size()).isEqualTo(keys.length);
      for (long key : keys) {
        assertThat(log.get(key)).isEqualTo(value(key));
      }
    }
  }

  private static byte[] value(long key) {
    byte[] value = new byte[RECORD - LogSegment.HEADER_BYTES];
    Arrays.fill(value, (byte) key);
    return value;
  }

  private static Path file(Path folder, int number) {
    return folder.resolve(String.format("%010d.log", number));
  }

  private static void flip(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 0x55;
    Files.write(file, bytes);
  }
}
