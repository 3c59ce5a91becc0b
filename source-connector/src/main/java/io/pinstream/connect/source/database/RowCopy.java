// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/** A row of which something is to be changed: rows are shared, and never changed themselves. */
public final class RowCopy {

  private RowCopy() {}

  public static Struct of(Struct row) {
    Struct copy = new Struct(row.schema());
    for (Field field : row.schema().fields()) {
      copy.put(field, row.get(field));
    }
    return copy;
  }
}
