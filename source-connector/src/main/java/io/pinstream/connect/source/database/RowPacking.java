// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.ByteUtils;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Packs the rows of a post, one per table, into one array: about the bytes of their text, and
 * nothing that the garbage collector has to follow. Not safe for use by several threads while it
 * packs.
 */
@SuppressWarnings("JavaUtilDate") // Connect's logical types carry it.
final class RowPacking {

  /** What a value takes as an object, besides its content: a string's two headers, mostly. */
  private static final int OBJECT_BYTES = 48;

  private static final int USUAL = 4_096;

  /** What packed a row of more bytes is not kept for the next one. */
  private static final int LARGE = 1 << 20;

  private final List<Schema> schemas;
  private ByteBuffer buffer = ByteBuffer.allocate(USUAL);

  RowPacking(List<Schema> schemas) {
    this.schemas = schemas;
  }

  /** Packs one row per table, null where the table has none. */
  byte[] pack(Struct[] rows) {
    while (true) {
      try {
        buffer.clear();
        for (int table = 0; table < rows.length; table++) {
          buffer.put((byte) (rows[table] == null ? 0 : 1));
          if (rows[table] != null) {
            for (Field field : schemas.get(table).fields()) {
              write(field.schema(), rows[table].get(field));
            }
          }
        }
        byte[] packed = new byte[buffer.flip().remaining()];
        buffer.get(packed);
        if (packed.length > LARGE) {
          buffer = ByteBuffer.allocate(USUAL);
        }
        return packed;
      } catch (BufferOverflowException e) {
        buffer = ByteBuffer.allocate(Math.multiplyExact(2, buffer.capacity()));
      }
    }
  }

  Struct[] unpack(byte[] packed) {
    ByteBuffer from = ByteBuffer.wrap(packed);
    Struct[] rows = new Struct[schemas.size()];
    for (int table = 0; table < rows.length; table++) {
      if (from.get() != 0) {
        rows[table] = new Struct(schemas.get(table));
        for (Field field : schemas.get(table).fields()) {
          rows[table].put(field, read(field.schema(), from));
        }
      }
    }
    return rows;
  }

  /** About what the rows take that {@link #unpack} makes of a packed post. */
  long unpackedBytes(byte[] packed) {
    long objects = schemas.stream().mapToLong(schema -> 1 + schema.fields().size()).sum();
    return packed.length + OBJECT_BYTES * objects;
  }

  private void write(Schema schema, Object value) {
    if (schema.isOptional()) {
      buffer.put((byte) (value == null ? 0 : 1));
      if (value == null) {
        return;
      }
    }
    if (value instanceof Date date) {
      buffer.putLong(date.getTime());
      return;
    }
    switch (schema.type()) {
      case BOOLEAN -> buffer.put((byte) ((Boolean) value ? 1 : 0));
      case INT8 -> buffer.put((Byte) value);
      case INT16 -> buffer.putShort((Short) value);
      case INT32 -> buffer.putInt((Integer) value);
      case INT64 -> buffer.putLong((Long) value);
      case FLOAT32 -> buffer.putFloat((Float) value);
      case FLOAT64 -> buffer.putDouble((Double) value);
      case STRING -> writeBytes(((String) value).getBytes(StandardCharsets.UTF_8));
      case BYTES -> writeBytes((byte[]) value);
      case ARRAY -> {
        ByteUtils.writeUnsignedVarint(((List<?>) value).size(), buffer);
        ((List<?>) value).forEach(element -> write(schema.valueSchema(), element));
      }
      case MAP -> {
        ByteUtils.writeUnsignedVarint(((Map<?, ?>) value).size(), buffer);
        ((Map<?, ?>) value)
            .forEach(
                (key, entry) -> {
                  write(schema.keySchema(), key);
                  write(schema.valueSchema(), entry);
                });
      }
      case STRUCT -> throw new IllegalArgumentException("no column is mapped to a struct");
    }
  }

  private static Object read(Schema schema, ByteBuffer from) {
    if (schema.isOptional() && from.get() == 0) {
      return null;
    }
    if (schema.name() != null) {
      return new Date(from.getLong());
    }
    return switch (schema.type()) {
      case BOOLEAN -> from.get() != 0;
      case INT8 -> from.get();
      case INT16 -> from.getShort();
      case INT32 -> from.getInt();
      case INT64 -> from.getLong();
      case FLOAT32 -> from.getFloat();
      case FLOAT64 -> from.getDouble();
      case STRING -> {
        int length = ByteUtils.readUnsignedVarint(from);
        int start = from.position();
        from.position(start + length);
        yield new String(from.array(), from.arrayOffset() + start, length, StandardCharsets.UTF_8);
      }
      case BYTES -> {
        byte[] bytes = new byte[ByteUtils.readUnsignedVarint(from)];
        from.get(bytes);
        yield bytes;
      }
      case ARRAY -> {
        int size = ByteUtils.readUnsignedVarint(from);
        List<Object> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
          list.add(read(schema.valueSchema(), from));
        }
        yield list;
      }
      case MAP -> {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int left = ByteUtils.readUnsignedVarint(from); left > 0; left--) {
          Object key = read(schema.keySchema(), from);
          map.put(key, read(schema.valueSchema(), from));
        }
        yield map;
      }
      case STRUCT -> throw new IllegalArgumentException("no column is mapped to a struct");
    };
  }

  private void writeBytes(byte[] bytes) {
    ByteUtils.writeUnsignedVarint(bytes.length, buffer);
    buffer.put(bytes);
  }
}
