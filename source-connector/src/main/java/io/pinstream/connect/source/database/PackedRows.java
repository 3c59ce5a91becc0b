// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * The rows of one table in memory, each as a run of bytes: about what the text in it takes, and
 * nothing that the garbage collector has to follow. Not safe for use by several threads.
 */
final class PackedRows {

  private static final int CHUNK_BYTES = 1 << 20;

  /** What a value takes as an object, besides its content: a string's two headers, mostly. */
  private static final int OBJECT_BYTES = 48;

  private final Schema schema;
  private final Field[] fields;
  private final ValueCodec[] codecs;
  private final List<byte[]> chunks = new ArrayList<>();
  private final PackedBuffer buffer = new PackedBuffer(4_096);
  private int used = CHUNK_BYTES;

  private long[] indexes = new long[1_024];
  private long[] addresses = new long[1_024];
  private int size;
  private long contentBytes;
  private boolean rising = true;
  private IndexSet indexSet;

  PackedRows(Schema schema) {
    this.schema = schema;
    fields = schema.fields().toArray(new Field[0]);
    codecs =
        schema.fields().stream()
            .map(field -> ValueCodec.of(field.schema()))
            .toArray(ValueCodec[]::new);
  }

  void add(long index, Object[] values) {
    if (size == indexes.length) {
      indexes = Arrays.copyOf(indexes, size + (size >> 1));
      addresses = Arrays.copyOf(addresses, indexes.length);
    }
    rising &= size == 0 || indexes[size - 1] < index;
    indexes[size] = index;
    addresses[size] = store(values);
    size++;
  }

  /**
   * Ends the adding and brings the rows in order.
   *
   * @return how many rows were dropped because an earlier one has their index
   */
  int seal() {
    int added = size;
    if (!rising) {
      sort();
    }
    indexSet = IndexSet.of(indexes, size);
    indexes = null;
    addresses = Arrays.copyOf(addresses, size);
    return added - size;
  }

  IndexSet indexes() {
    return indexSet;
  }

  /** The row at a place among the table's own rows. */
  Struct row(int ordinal) {
    long address = addresses[ordinal];
    buffer.moveTo(chunks.get((int) (address >>> Integer.SIZE)), (int) address);
    Struct row = new Struct(schema);
    for (int i = 0; i < fields.length; i++) {
      row.put(fields[i], codecs[i].read(buffer));
    }
    return row;
  }

  /** About what a row takes that {@link #row} has made. */
  long unpackedRowBytes() {
    return contentBytes / Math.max(1, size) + (long) OBJECT_BYTES * (fields.length + 1);
  }

  private long store(Object[] values) {
    buffer.clear();
    for (int i = 0; i < codecs.length; i++) {
      codecs[i].write(buffer, values[i]);
    }
    int length = buffer.position();
    if (used + length > CHUNK_BYTES) {
      chunks.add(new byte[Math.max(CHUNK_BYTES, length)]);
      used = 0;
    }
    int chunk = chunks.size() - 1;
    buffer.copyTo(chunks.get(chunk), used);
    long address = ((long) chunk << Integer.SIZE) | used;
    used += length;
    contentBytes += length;
    return address;
  }

  private void sort() {
    Integer[] order = new Integer[size];
    Arrays.setAll(order, i -> i);
    // Stable: of two rows with the same index the one that was read first stays.
    Arrays.sort(order, (a, b) -> Long.compare(indexes[a], indexes[b]));
    long[] sortedIndexes = new long[size];
    long[] sortedAddresses = new long[size];
    int kept = 0;
    for (Integer from : order) {
      if (kept == 0 || sortedIndexes[kept - 1] != indexes[from]) {
        sortedIndexes[kept] = indexes[from];
        sortedAddresses[kept] = addresses[from];
        kept++;
      }
    }
    indexes = sortedIndexes;
    addresses = sortedAddresses;
    size = kept;
  }
}
