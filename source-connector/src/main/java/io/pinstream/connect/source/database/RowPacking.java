// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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
 * nothing that the garbage collector has to follow.
 */
@SuppressWarnings("JavaUtilDate") // Connect's logical types carry it.
final class RowPacking {

  /** What a value takes as an object, besides its content: a string's two headers, mostly. */
  private static final int OBJECT_BYTES = 48;

  private static final int USUAL = 1_024;

  private final List<Schema> schemas;

  RowPacking(List<Schema> schemas) {
    this.schemas = schemas;
  }

  /** Packs one row per table, null where the table has none. */
  byte[] pack(Struct[] rows) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(USUAL);
    DataOutputStream to = new DataOutputStream(packed);
    try {
      for (int table = 0; table < rows.length; table++) {
        to.writeBoolean(rows[table] != null);
        if (rows[table] != null) {
          for (Field field : schemas.get(table).fields()) {
            write(field.schema(), rows[table].get(field), to);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
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

  private static void write(Schema schema, Object value, DataOutputStream to) throws IOException {
    if (schema.isOptional()) {
      to.writeBoolean(value != null);
      if (value == null) {
        return;
      }
    }
    if (value instanceof Date date) {
      to.writeLong(date.getTime());
      return;
    }
    switch (schema.type()) {
      case BOOLEAN -> to.writeBoolean((Boolean) value);
      case INT8 -> to.writeByte((Byte) value);
      case INT16 -> to.writeShort((Short) value);
      case INT32 -> to.writeInt((Integer) value);
      case INT64 -> to.writeLong((Long) value);
      case FLOAT32 -> to.writeFloat((Float) value);
      case FLOAT64 -> to.writeDouble((Double) value);
      case STRING -> write(((String) value).getBytes(StandardCharsets.UTF_8), to);
      case BYTES -> write((byte[]) value, to);
      case ARRAY -> {
        ByteUtils.writeUnsignedVarint(((List<?>) value).size(), to);
        for (Object element : (List<?>) value) {
          write(schema.valueSchema(), element, to);
        }
      }
      case MAP -> {
        ByteUtils.writeUnsignedVarint(((Map<?, ?>) value).size(), to);
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
          write(schema.keySchema(), entry.getKey(), to);
          write(schema.valueSchema(), entry.getValue(), to);
        }
      }
      case STRUCT -> throw new IllegalArgumentException("no column is mapped to a struct");
    }
  }

  private static void write(byte[] bytes, DataOutputStream to) throws IOException {
    ByteUtils.writeUnsignedVarint(bytes.length, to);
    to.write(bytes);
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
}
