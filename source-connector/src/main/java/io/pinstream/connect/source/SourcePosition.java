// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import io.pinstream.connect.source.sampling.Life;
import io.pinstream.connect.source.sampling.Rounds;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A stream's place in the emulation, as it stands in Connect's source offsets. */
final class SourcePosition {

  static final String POSITION_KEY = "position";
  static final String EMULATION_KEY = "emulation";

  /** Of the index, where a row that is drawn again is a new post. */
  static final String STRIDE_KEY = "stride";

  /** How many rows there were at the emulation's start, likewise. */
  static final String ROWS_KEY = "rows";

  private static final Logger LOG = LoggerFactory.getLogger(SourcePosition.class);

  private SourcePosition() {}

  /**
   * @param position of the first post that is not emitted yet
   * @param emulation fingerprint of the emulation
   */
  static Map<String, Object> offset(long position, String emulation, Rounds rounds) {
    return rounds.stride() == 0
        ? Map.of(POSITION_KEY, position, EMULATION_KEY, emulation)
        : Map.of(
            POSITION_KEY,
            position,
            EMULATION_KEY,
            emulation,
            STRIDE_KEY,
            rounds.stride(),
            ROWS_KEY,
            rounds.size());
  }

  /**
   * The emulation that goes on: what the settings say, but with records as late as a stored one has
   * them. Another pace does not start it anew, and what is held back still comes.
   */
  static String emulation(Collection<Map<String, Object>> offsets, String ofSettings) {
    return offsets.stream()
        .filter(offset -> offset != null && offset.get(EMULATION_KEY) instanceof String)
        .map(offset -> (String) offset.get(EMULATION_KEY))
        .filter(stored -> Life.differInLateness(stored, ofSettings))
        .max(Comparator.naturalOrder())
        .orElse(ofSettings);
  }

  /**
   * The rounds that streams of the emulation have stored; of stride and size 0 if none has. Where
   * tasks found different ones at its start, those count that lead back to no earlier post: the
   * largest stride, the smallest size.
   */
  static Rounds rounds(Collection<Map<String, Object>> offsets, String emulation, long seed) {
    return new Rounds(
        seed,
        stored(offsets, emulation, STRIDE_KEY).max().orElse(0),
        stored(offsets, emulation, ROWS_KEY).min().orElse(0));
  }

  private static LongStream stored(
      Collection<Map<String, Object>> offsets, String emulation, String key) {
    return offsets.stream()
        .filter(offset -> offset != null && offset.get(key) instanceof Number)
        .filter(
            offset ->
                offset.get(EMULATION_KEY) == null || offset.get(EMULATION_KEY).equals(emulation))
        .mapToLong(offset -> ((Number) offset.get(key)).longValue());
  }

  /**
   * Where a stream goes on: at the first of its positions that is not before the stored one, or at
   * the start if nothing is stored or another emulation stored it. An offset without a fingerprint,
   * set by hand, is one of the current emulation.
   */
  static long resume(Map<String, Object> offset, String emulation, int stream, int streams) {
    if (offset == null || !(offset.get(POSITION_KEY) instanceof Number stored)) {
      return stream;
    }
    Object storedEmulation = offset.get(EMULATION_KEY);
    if (storedEmulation != null && !storedEmulation.equals(emulation)) {
      LOG.warn(
          "Stream {} starts anew at position {}: its stored position {} belongs to the emulation [{}],"
              + " the settings now say [{}]",
          stream,
          stream,
          stored,
          storedEmulation,
          emulation);
      return stream;
    }
    long floor = stored.longValue();
    return floor + Math.floorMod(stream - floor, streams);
  }
}
