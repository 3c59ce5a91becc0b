// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

/**
 * Writes down what makes an emulation what it is: if any of it changes, positions mean other posts.
 */
final class Emulation {

  private Emulation() {}

  /** The same text for the same emulation; readable, because it stands in the offsets. */
  static String fingerprint(SourceConfig config) {
    return "order="
        + config.samplingOrder().settingValue()
        + " seed="
        + config.seed()
        + " range="
        + config.range()
        + " tables="
        + String.join(",", config.tables())
        + " streams="
        + config.getInt(SourceConfig.VIRTUAL_STREAMS);
  }
}
