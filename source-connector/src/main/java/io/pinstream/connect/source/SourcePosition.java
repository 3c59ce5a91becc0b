// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A stream's place in the emulation, as it stands in Connect's source offsets. */
final class SourcePosition {

  static final String POSITION_KEY = "position";
  static final String EMULATION_KEY = "emulation";

  private static final Logger LOG = LoggerFactory.getLogger(SourcePosition.class);

  private SourcePosition() {}

  /**
   * @param position of the first post that is not emitted yet
   * @param emulation fingerprint of the emulation
   */
  static Map<String, Object> offset(long position, String emulation) {
    return Map.of(POSITION_KEY, position, EMULATION_KEY, emulation);
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
