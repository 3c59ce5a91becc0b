// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import io.pinstream.connect.source.database.TableName;
import java.util.stream.Collectors;

/**
 * Writes down what makes an emulation what it is: if any of it changes, positions mean other posts.
 */
final class Emulation {

  private Emulation() {}

  /** The same text for the same emulation; readable, because it stands in the offsets. */
  static String fingerprint(SourceConfig config) {
    return "order="
        + SettingTable.text(config.samplingOrder())
        + " seed="
        + config.seed()
        + " range="
        + config.range()
        + " tables="
        + config.tables().stream().map(TableName::toString).collect(Collectors.joining(","))
        + " index.columns="
        + String.join(",", config.indexColumns())
        + " streams="
        + config.getInt(Settings.VIRTUAL_STREAMS)
        + " missing.row="
        + config.getString(Settings.MISSING_ROW)
        + (config.repeatIsNew() ? " repeat=new" : "")
        + config.life().fingerprint();
  }
}
