// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Packs the rows of a post, one per table, into one array: about the bytes of their text, and
 * nothing that the garbage collector has to follow.
 */
final class RowPacking {

  /** What a value takes as an object, besides its content: a string's two headers, mostly. */
  private static final int OBJECT_BYTES = 48;

  private final List<Schema> schemas;
  private final ValueCodec[][] codecs;
  private final int values;

  /**
   * @param schemas of the tables
   */
  RowPacking(List<Schema> schemas) {
    this.schemas = schemas;
    codecs = new ValueCodec[schemas.size()][];
    int objects = 0;
    for (int table = 0; table < codecs.length; table++) {
      List<Field> fields = schemas.get(table).fields();
      codecs[table] =
          fields.stream().map(f -> ValueCodec.of(f.schema())).toArray(ValueCodec[]::new);
      objects += 1 + fields.size();
    }
    values = objects;
  }

  /**
   * @param rows one per table, null where the table has none
   * @param buffer to work in
   */
  byte[] pack(Struct[] rows, PackedBuffer buffer) {
    buffer.clear();
    for (int table = 0; table < rows.length; table++) {
      Struct row = rows[table];
      buffer.putByte(row == null ? 0 : 1);
      if (row != null) {
        List<Field> fields = row.schema().fields();
        for (int i = 0; i < fields.size(); i++) {
          codecs[table][i].write(buffer, row.get(fields.get(i)));
        }
      }
    }
    return buffer.toBytes();
  }

  Struct[] unpack(byte[] packed) {
    PackedBuffer from = PackedBuffer.of(packed);
    Struct[] rows = new Struct[codecs.length];
    for (int table = 0; table < rows.length; table++) {
      if (from.getByte() != 0) {
        Struct row = new Struct(schemas.get(table));
        List<Field> fields = schemas.get(table).fields();
        for (int i = 0; i < fields.size(); i++) {
          row.put(fields.get(i), codecs[table][i].read(from));
        }
        rows[table] = row;
      }
    }
    return rows;
  }

  /** About what the rows take that {@link #unpack} makes of so many packed bytes of a post. */
  long unpackedBytes(long packedBytes) {
    return packedBytes + (long) OBJECT_BYTES * values;
  }
}
