// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;

/** Judges offsets that a user wants to write over Connect's REST API. */
final class OffsetCheck {

  private static final Pattern STREAM = Pattern.compile(".+/\\d+");

  private final SourceConfig config;

  OffsetCheck(SourceConfig config) {
    this.config = config;
  }

  /**
   * Accepts offsets of this connector's streams, and null, which takes a stream back to its start.
   *
   * @throws ConnectException with what was expected, at the first offset that is not right
   */
  void check(Map<Map<String, ?>, Map<String, ?>> offsets) {
    offsets.forEach(
        (partition, offset) -> {
          checkPartition(partition, offset == null);
          if (offset != null) {
            checkOffset(offset);
          }
        });
  }

  private void checkPartition(Map<String, ?> partition, boolean removal) {
    int streams = config.getInt(SourceConfig.VIRTUAL_STREAMS);
    boolean known =
        partition != null
            && partition.size() == 1
            && partition.get(VirtualStreams.STREAM_KEY) instanceof String name
            && STREAM.matcher(name).matches()
            // Positions that an earlier user id or number of streams left may be removed.
            && (removal || isOurs(partition, streams));
    if (!known) {
      throw new ConnectException(
          "the partition "
              + partition
              + " is none of this connector's: expected {\""
              + VirtualStreams.STREAM_KEY
              + "\": \""
              + config.userId()
              + "/N\"} with N from 0 to "
              + (streams - 1));
    }
  }

  private boolean isOurs(Map<String, ?> partition, int streams) {
    return IntStream.range(0, streams)
        .mapToObj(stream -> VirtualStreams.partition(config.userId(), stream))
        .anyMatch(partition::equals);
  }

  private void checkOffset(Map<String, ?> offset) {
    Object emulation = offset.get(SourcePosition.EMULATION_KEY);
    boolean right =
        isBelow(offset.get(SourcePosition.POSITION_KEY), Long.MAX_VALUE)
            && (emulation == null || emulation instanceof String)
            && offset.size() == (emulation == null ? 1 : 2);
    if (!right) {
      throw new ConnectException(
          "the offset "
              + offset
              + " is no position: expected {\""
              + SourcePosition.POSITION_KEY
              + "\": P} with P from 0 on, the first position to emit, and nothing else");
    }
    if (emulation != null && !emulation.equals(Emulation.fingerprint(config))) {
      throw new ConnectException(
          "the offset "
              + offset
              + " belongs to another emulation than the settings say ["
              + Emulation.fingerprint(config)
              + "]: leave "
              + SourcePosition.EMULATION_KEY
              + " out, or change the settings first");
    }
  }

  private static boolean isInteger(Object value) {
    return value instanceof Long || value instanceof Integer;
  }

  private static boolean isBelow(Object value, long bound) {
    return isInteger(value)
        && ((Number) value).longValue() >= 0
        && ((Number) value).longValue() < bound;
  }
}
