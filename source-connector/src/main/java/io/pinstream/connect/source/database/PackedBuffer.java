// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A place in an array of bytes, to write values from or to read them from. */
final class PackedBuffer {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private int position;

  PackedBuffer(int capacity) {
    bytes = new byte[capacity];
  }

  /** To read what {@link #toBytes} has given. */
  static PackedBuffer of(byte[] packed) {
    PackedBuffer buffer = new PackedBuffer(0);
    buffer.bytes = packed;
    return buffer;
  }

  void clear() {
    position = 0;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, position);
  }

  void putByte(int value) {
    reserve(1);
    bytes[position++] = (byte) value;
  }

  byte getByte() {
    return bytes[position++];
  }

  void putInt(int value) {
    reserve(Integer.BYTES);
    INT.set(bytes, position, value);
    position += Integer.BYTES;
  }

  int getInt() {
    int value = (int) INT.get(bytes, position);
    position += Integer.BYTES;
    return value;
  }

  void putLong(long value) {
    reserve(Long.BYTES);
    LONG.set(bytes, position, value);
    position += Long.BYTES;
  }

  long getLong() {
    long value = (long) LONG.get(bytes, position);
    position += Long.BYTES;
    return value;
  }

  /** Seven bits a byte, the lowest first. */
  void putLength(int value) {
    int rest = value;
    while ((rest & ~0x7F) != 0) {
      putByte((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    putByte(rest);
  }

  int getLength() {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = getByte();
      value |= (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  void putBytes(byte[] value) {
    putLength(value.length);
    reserve(value.length);
    System.arraycopy(value, 0, bytes, position, value.length);
    position += value.length;
  }

  byte[] getBytes() {
    int length = getLength();
    byte[] value = Arrays.copyOfRange(bytes, position, position + length);
    position += length;
    return value;
  }

  String getString() {
    int length = getLength();
    String value = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return value;
  }

  private void reserve(int count) {
    if (bytes.length - position < count) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, position + count));
    }
  }
}
