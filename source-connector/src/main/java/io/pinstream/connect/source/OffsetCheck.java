// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import io.pinstream.connect.source.sampling.Life;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;

/** Judges offsets that a user wants to write over Connect's REST API. */
record OffsetCheck(SourceConfig config) {

  /** Far enough from the end of a long that no stream overflows. */
  private static final long LARGEST = Long.MAX_VALUE / 2;

  /**
   * Accepts offsets of this connector's streams. Null, which takes an offset away, is accepted for
   * every partition: a user must be able to clear away what another connector of this name left.
   *
   * @throws ConnectException with what was expected, at the first offset that is not right
   */
  void check(Map<Map<String, ?>, Map<String, ?>> offsets) {
    offsets.forEach(
        (partition, offset) -> {
          if (offset != null) {
            checkPartition(partition);
            checkOffset(offset);
          }
        });
  }

  private void checkPartition(Map<String, ?> partition) {
    int streams = config.getInt("virtual.streams");
    if (!VirtualStreams.partitions(config.userId(), streams).contains(partition)) {
      throw new ConnectException(
          "the partition %s is none of this connector's: expected {\"%s\": \"%s/N\"} with N from 0 to %d"
              .formatted(partition, VirtualStreams.STREAM_KEY, config.userId(), streams - 1));
    }
  }

  private void checkOffset(Map<String, ?> offset) {
    Object emulation = offset.get(SourcePosition.EMULATION_KEY);
    Object stride = offset.get(SourcePosition.STRIDE_KEY);
    Object rows = offset.get(SourcePosition.ROWS_KEY);
    boolean right =
        isPosition(offset.get(SourcePosition.POSITION_KEY))
            && (emulation == null || emulation instanceof String)
            && (stride == null || (isPosition(stride) && stride.toString().matches("[12]0*")))
            && (rows == null
                || (stride != null && isPosition(rows) && ((Number) rows).longValue() > 0))
            && offset.size()
                == 1 + Stream.of(emulation, stride, rows).filter(Objects::nonNull).count();
    if (!right) {
      throw new ConnectException(
          "the offset %s is no position: expected {\"%s\": P} with P from 0 on, the first position to emit, and at most what the connector has stored beside it"
              .formatted(offset, SourcePosition.POSITION_KEY));
    }
    if (emulation != null && !isOfSettings((String) emulation)) {
      throw new ConnectException(
          "the offset %s belongs to another emulation than the settings say [%s]: leave %s out, or change the settings first"
              .formatted(offset, config.emulation(), SourcePosition.EMULATION_KEY));
    }
  }

  /** Lateness may be another one, but a late record has to come in its own stream. */
  private boolean isOfSettings(String emulation) {
    return Life.differInLateness(emulation, config.emulation())
        && config.life().asLateAs(emulation).lateBy() % config.getInt("virtual.streams") == 0;
  }

  private static boolean isPosition(Object value) {
    return (value instanceof Long || value instanceof Integer)
        && ((Number) value).longValue() >= 0
        && ((Number) value).longValue() <= LARGEST;
  }
}
