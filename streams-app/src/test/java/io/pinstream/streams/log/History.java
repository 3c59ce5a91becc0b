// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;

/** A log of small segments, and a map that was told the same. */
final class History implements AutoCloseable {
  private final Path root = Files.createTempDirectory("post-log");
  private final TreeMap<Long, byte[]> expected = new TreeMap<>(Long::compareUnsigned);
  // What was there at the last force, and what changed since; null is a removal.
  private final TreeMap<Long, byte[]> safe = new TreeMap<>(Long::compareUnsigned);
  private final List<Map.Entry<Long, byte[]>> since = new ArrayList<>();
  private final int segmentBytes;
  private Path folder = root.resolve("0");
  private PostLog log;
  private int changes;
  private int crashes;
  private int largest;

  History(int segmentBytes) throws IOException {
    this.segmentBytes = segmentBytes;
    this.log = PostLog.open(folder, segmentBytes);
  }

  PostLog log() {
    return log;
  }

  Path folder() {
    return folder;
  }

  void put(long key, int size) throws IOException {
    byte[] value = new byte[size];
    Arrays.fill(value, (byte) ++changes);
    largest = Math.max(largest, size);
    log.put(key, value);
    change(expected, key, value);
    since.add(new SimpleEntry<>(key, value));
  }

  void remove(long key) throws IOException {
    log.remove(key);
    change(expected, key, null);
    since.add(new SimpleEntry<>(key, null));
  }

  void force() throws IOException {
    log.force();
    nowSafe();
  }

  void reopen() throws IOException {
    log.close();
    log = PostLog.open(folder, segmentBytes);
    nowSafe();
    check();
  }

  /** Goes on with a copy of the files, as they are after the process was killed. */
  void crash() throws IOException {
    Path copy = root.resolve(Integer.toString(++crashes));
    copyMissing(folder, copy);
    log.close();
    folder = copy;
    log = PostLog.open(folder, segmentBytes);

    List<String> found = shown(log.entries(0, -1, Integer.MAX_VALUE));
    Iterator<Map.Entry<Long, byte[]>> next = since.iterator();
    while (!found.equals(shown(safe.entrySet()))) {
      assertThat(next).as("something that was not there since the last force: " + found).hasNext();
      Map.Entry<Long, byte[]> change = next.next();
      change(safe, change.getKey(), change.getValue());
    }
    expected.clear();
    expected.putAll(safe);
    since.clear();
    check();
  }

  /** Goes on with the files as they are when the process is killed before it deletes any. */
  void crashBeforeDeletion() throws IOException {
    Path copy = root.resolve(Integer.toString(++crashes));
    copyMissing(folder, copy);
    force();
    Path forced = root.resolve(crashes + "-forced");
    copyMissing(folder, forced);
    copyMissing(copy, forced);
    log.close();
    folder = forced;
    log = PostLog.open(folder, segmentBytes);
    check();
  }

  void range(long from, long to, int limit) throws IOException {
    List<Map.Entry<Long, byte[]>> range =
        expected.entrySet().stream()
            .filter(entry -> Long.compareUnsigned(entry.getKey(), from) >= 0)
            .filter(entry -> Long.compareUnsigned(entry.getKey(), to) <= 0)
            .limit(limit)
            .toList();
    assertThat(shown(log.entries(from, to, limit))).isEqualTo(shown(range));
  }

  void check() throws IOException {
    assertThat(log.size()).isEqualTo(expected.size());
    assertThat(shown(log.entries(0, -1, Integer.MAX_VALUE))).isEqualTo(shown(expected.entrySet()));
    for (Map.Entry<Long, byte[]> entry : expected.entrySet()) {
      assertThat(log.contains(entry.getKey())).isTrue();
      assertThat(log.get(entry.getKey())).isEqualTo(entry.getValue());
    }
    for (Map.Entry<Long, byte[]> change : since) {
      assertThat(log.get(change.getKey())).isEqualTo(expected.get(change.getKey()));
    }
    checkBytes();
  }

  /** The files' bytes are a small multiple of what is of use, and some segments. */
  void checkBytes() throws IOException {
    long used =
        expected.values().stream().mapToLong(value -> LogSegment.HEADER_BYTES + value.length).sum();
    long segment = (long) segmentBytes + LogSegment.HEADER_BYTES + largest;
    assertThat(log.bytes()).isLessThanOrEqualTo(4 * used + 8 * segment);
    log.force();
    nowSafe();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.mapToLong(History::size).sum()).isEqualTo(log.bytes());
    }
  }

  private void nowSafe() {
    safe.clear();
    safe.putAll(expected);
    since.clear();
  }

  private static void change(Map<Long, byte[]> map, long key, byte[] value) {
    if (value == null) {
      map.remove(key);
    } else {
      map.put(key, value);
    }
  }

  private static List<String> shown(Iterable<Map.Entry<Long, byte[]>> entries) {
    List<String> shown = new ArrayList<>();
    for (Map.Entry<Long, byte[]> entry : entries) {
      byte[] value = entry.getValue();
      shown.add(entry.getKey() + ": " + value.length + " bytes, " + Arrays.hashCode(value));
    }
    return shown;
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copyMissing(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(file.getFileName());
        if (!Files.exists(copy)) {
          Files.copy(file, copy);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    log.close();
    Utils.delete(root.toFile());
  }
}
