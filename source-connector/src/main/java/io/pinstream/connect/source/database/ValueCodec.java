// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;

/** Packs the values of one schema into few bytes, and back. */
@SuppressWarnings("JavaUtilDate") // Connect's logical types carry it.
interface ValueCodec {

  void write(PackedBuffer buffer, Object value);

  Object read(PackedBuffer buffer);

  /** The codec of a column's values. */
  static ValueCodec of(Schema schema) {
    ValueCodec codec = required(schema);
    return schema.isOptional() ? new Nullable(codec) : codec;
  }

  private static ValueCodec required(Schema schema) {
    boolean logical = schema.name() != null;
    return switch (schema.type()) {
      case BOOLEAN ->
          codec((buffer, value) -> buffer.putByte((Boolean) value ? 1 : 0), b -> b.getByte() != 0);
      case INT8 -> codec((buffer, value) -> buffer.putByte((Byte) value), PackedBuffer::getByte);
      case INT16 -> codec((buffer, value) -> buffer.putInt((Short) value), b -> (short) b.getInt());
      case INT32 ->
          logical
              ? date()
              : codec((buffer, value) -> buffer.putInt((Integer) value), PackedBuffer::getInt);
      case INT64 ->
          logical
              ? date()
              : codec((buffer, value) -> buffer.putLong((Long) value), PackedBuffer::getLong);
      case FLOAT32 ->
          codec(
              (buffer, value) -> buffer.putInt(Float.floatToRawIntBits((Float) value)),
              b -> Float.intBitsToFloat(b.getInt()));
      case FLOAT64 ->
          codec(
              (buffer, value) -> buffer.putLong(Double.doubleToRawLongBits((Double) value)),
              b -> Double.longBitsToDouble(b.getLong()));
      case STRING ->
          codec(
              (buffer, value) -> buffer.putBytes(((String) value).getBytes(StandardCharsets.UTF_8)),
              PackedBuffer::getString);
      case BYTES ->
          codec((buffer, value) -> buffer.putBytes((byte[]) value), PackedBuffer::getBytes);
      case ARRAY -> array(of(schema.valueSchema()));
      case MAP -> map(of(schema.keySchema()), of(schema.valueSchema()));
      case STRUCT -> throw new IllegalArgumentException("no column is mapped to a struct");
    };
  }

  private static ValueCodec date() {
    return codec(
        (buffer, value) -> buffer.putLong(((Date) value).getTime()), b -> new Date(b.getLong()));
  }

  private static ValueCodec array(ValueCodec element) {
    return codec(
        (buffer, value) -> {
          List<?> list = (List<?>) value;
          buffer.putLength(list.size());
          list.forEach(item -> element.write(buffer, item));
        },
        buffer -> {
          int size = buffer.getLength();
          List<Object> list = new ArrayList<>(size);
          for (int i = 0; i < size; i++) {
            list.add(element.read(buffer));
          }
          return list;
        });
  }

  private static ValueCodec map(ValueCodec key, ValueCodec value) {
    return codec(
        (buffer, entries) -> {
          Map<?, ?> map = (Map<?, ?>) entries;
          buffer.putLength(map.size());
          map.forEach(
              (k, v) -> {
                key.write(buffer, k);
                value.write(buffer, v);
              });
        },
        buffer -> {
          int size = buffer.getLength();
          Map<Object, Object> map = new LinkedHashMap<>();
          for (int i = 0; i < size; i++) {
            map.put(key.read(buffer), value.read(buffer));
          }
          return map;
        });
  }

  private static ValueCodec codec(
      BiConsumer<PackedBuffer, Object> writer, Function<PackedBuffer, Object> reader) {
    return new ValueCodec() {
      @Override
      public void write(PackedBuffer buffer, Object value) {
        writer.accept(buffer, value);
      }

      @Override
      public Object read(PackedBuffer buffer) {
        return reader.apply(buffer);
      }
    };
  }

  /**
   * A byte ahead of each value says whether there is one.
   *
   * @param codec of the values
   */
  record Nullable(ValueCodec codec) implements ValueCodec {

    @Override
    public void write(PackedBuffer buffer, Object value) {
      buffer.putByte(value == null ? 0 : 1);
      if (value != null) {
        codec.write(buffer, value);
      }
    }

    @Override
    public Object read(PackedBuffer buffer) {
      return buffer.getByte() == 0 ? null : codec.read(buffer);
    }
  }
}
