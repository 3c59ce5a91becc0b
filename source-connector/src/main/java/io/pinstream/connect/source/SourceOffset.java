// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import io.pinstream.connect.source.sampling.Life;
import io.pinstream.connect.source.sampling.Rounds;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A virtual stream's place in the emulation, as it stands in Connect's source offsets.
 *
 * @param position of the first post that is not emitted yet
 * @param emulation its fingerprint; null where a user has set the position, which is then one of
 *     the current emulation
 * @param stride of the index, where a row that is drawn again is a new post, else 0
 * @param rows how many there were at the emulation's start, likewise
 */
record SourceOffset(long position, String emulation, long stride, long rows) {

  private static final Logger LOG = LoggerFactory.getLogger(SourceOffset.class);

  private static final String STREAM = "stream";
  private static final String POSITION = "position";
  private static final String EMULATION = "emulation";
  private static final String STRIDE = "stride";
  private static final String ROWS = "rows";

  /** Far enough from the end of a long that no stream overflows. */
  private static final long LARGEST = Long.MAX_VALUE / 2;

  /**
   * The source partition of a stream. Connect finds an offset by the bytes of its partition's JSON,
   * in which two fields could stand in either order: there is one.
   */
  static Map<String, Object> partition(String userId, int stream) {
    return Map.of(STREAM, userId + "/" + stream);
  }

  static List<Map<String, Object>> partitions(String userId, int streams) {
    return IntStream.range(0, streams).mapToObj(stream -> partition(userId, stream)).toList();
  }

  /** Reads what is stored; where that is nothing, it is the emulation's beginning. */
  static SourceOffset of(Map<String, ?> stored) {
    Map<String, ?> map = stored == null ? Map.of() : stored;
    return new SourceOffset(
        number(map.get(POSITION)),
        map.get(EMULATION) instanceof String text ? text : null,
        number(map.get(STRIDE)),
        number(map.get(ROWS)));
  }

  private static long number(Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }

  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(POSITION, position);
    if (emulation != null) {
      map.put(EMULATION, emulation);
    }
    if (stride > 0) {
      map.put(STRIDE, stride);
    }
    if (rows > 0) {
      map.put(ROWS, rows);
    }
    return map;
  }

  /**
   * Accepts what a user wants to write over Connect's REST API, if it is an offset of one of the
   * connector's streams.
   *
   * @throws ConnectException with what was expected, if it is none
   */
  static void check(Map<String, ?> partition, Map<String, ?> offset, SourceConfig config) {
    int streams = config.getInt("virtual.streams");
    if (!partitions(config.userId(), streams).contains(partition)) {
      throw new ConnectException(
          "the partition %s is none of this connector's: expected {\"%s\": \"%s/N\"} with N from 0 to %s"
              .formatted(partition, STREAM, config.userId(), streams - 1));
    }
    SourceOffset read = of(offset);
    boolean whole = new TreeMap<>(offset).toString().equals(new TreeMap<>(read.asMap()).toString());
    if (!whole || !read.isSound()) {
      throw new ConnectException(
          "the offset %s is no position: expected {\"%s\": P} with P from 0 on, the first position to emit, and at most what the connector has stored beside it"
              .formatted(offset, POSITION));
    }
    if (read.emulation != null && !read.isOfSettings(config)) {
      throw new ConnectException(
          "the offset %s belongs to another emulation than the settings say [%s]: leave %s out, or change the settings first"
              .formatted(offset, config.emulation(), EMULATION));
    }
  }

  private boolean isSound() {
    return position >= 0
        && Math.max(position, Math.max(stride, rows)) <= LARGEST
        && Long.toString(stride).matches("0|[12]0*")
        && (rows == 0 || stride > 0);
  }

  /** Lateness may be another one, but a late record has to come in its own stream. */
  private boolean isOfSettings(SourceConfig config) {
    return Life.differInLateness(emulation, config.emulation())
        && config.life().asLateAs(emulation).lateBy() % config.getInt("virtual.streams") == 0;
  }

  private boolean isOf(String current) {
    return emulation == null || emulation.equals(current);
  }

  /**
   * The emulation that goes on: what the settings say, but with records as late as a stored one has
   * them. Another pace does not start it anew, and what is held back still comes.
   */
  static String emulation(List<SourceOffset> offsets, String ofSettings) {
    return offsets.stream()
        .map(SourceOffset::emulation)
        .filter(stored -> stored != null && Life.differInLateness(stored, ofSettings))
        .max(Comparator.naturalOrder())
        .orElse(ofSettings);
  }

  /**
   * The rounds that streams of the emulation have stored; of stride and size 0 if none has. Where
   * tasks found different ones at its start, those count that lead back to no earlier post: the
   * largest stride, the smallest size.
   */
  static Rounds rounds(List<SourceOffset> offsets, String emulation, long seed) {
    List<SourceOffset> own = offsets.stream().filter(offset -> offset.isOf(emulation)).toList();
    return new Rounds(
        seed,
        own.stream().mapToLong(SourceOffset::stride).max().orElse(0),
        own.stream().mapToLong(SourceOffset::rows).filter(rows -> rows > 0).min().orElse(0));
  }

  /**
   * Where a stream goes on: at the first of its positions that is not before the stored one, or at
   * the start if another emulation stored it.
   */
  long resume(String current, int stream, int streams) {
    if (!isOf(current)) {
      LOG.warn(
          "Stream {} starts anew at position {}: its stored position {} belongs to the emulation [{}],"
              + " the settings now say [{}]",
          stream,
          stream,
          position,
          emulation,
          current);
      return stream;
    }
    return position + Math.floorMod(stream - position, streams);
  }
}
