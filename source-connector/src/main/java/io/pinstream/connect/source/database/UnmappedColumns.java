// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.util.Locale;

/** What becomes of a column without a Connect type: the setting {@code unmapped.columns}. */
public enum UnmappedColumns {
  /** The table is refused and the column named. */
  FAIL,
  /** The column is left out. */
  SKIP;

  /** The policy as users write it: lower case. */
  public static UnmappedColumns of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** The name as users write it: lower case. */
  public String settingValue() {
    return name().toLowerCase(Locale.ROOT);
  }
}
