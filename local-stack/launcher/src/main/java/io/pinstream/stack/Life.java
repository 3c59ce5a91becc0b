// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What happens to posts besides that they are emitted: the source's settings of these names.
 *
 * @param edit share of the posts after which an earlier one is edited
 * @param delete likewise, deleted
 * @param resend likewise, sent again
 * @param bad likewise, for records that are no rows
 * @param late share of the posts of which one record comes late
 * @param lateMillis how much later
 */
public record Life(
    double edit, double delete, double resend, double bad, double late, long lateMillis) {

  /** Nothing happens. */
  public static final Life NONE = new Life(0, 0, 0, 0, 0, 1);

  /** A little of each. */
  public static final Life SOME = new Life(0.05, 0.01, 0.02, 0.002, 0.02, 3_000);

  /** The source connector's settings for this. */
  Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    if (!equals(NONE)) {
      settings.put("edit.share", Double.toString(edit));
      settings.put("delete.share", Double.toString(delete));
      settings.put("resend.share", Double.toString(resend));
      settings.put("bad.share", Double.toString(bad));
      settings.put("late.share", Double.toString(late));
      settings.put("late.ms", Long.toString(lateMillis));
    }
    return settings;
  }
}
