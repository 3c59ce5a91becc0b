// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * What is emitted at one position of the emulation.
 *
 * @param position from 0 on
 * @param sleptSeconds the seconds that the original script would have slept since the task's post
 *     before; 0 where nobody asks
 * @param parts at least one, in the order in which they are emitted
 */
public record SampledPost(long position, long sleptSeconds, List<Part> parts) {

  /**
   * One record.
   *
   * @param table whose topic it goes to
   * @param key the index of the post it belongs to, as a decimal
   * @param schema of the value, or null
   * @param value null for a tombstone; to be read only
   */
  public record Part(int table, String key, Schema schema, Object value) {

    static Part of(int table, String key, Struct row) {
      return new Part(table, key, row.schema(), row);
    }
  }

  /** A row of which something is to be changed: rows are shared, and never changed themselves. */
  public static Struct copy(Struct row) {
    Struct copy = new Struct(row.schema());
    row.schema().fields().forEach(field -> copy.put(field, row.get(field)));
    return copy;
  }
}
