// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.streams;

import io.pinstream.streams.config.InvalidSettingException;
import io.pinstream.streams.post.Table;
import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The join as one table of posts that three grouped streams write to: one store and one changelog,
 * but no tombstones, and a resend is as good as a change. It parses nothing either.
 */
final class Cogroup {
  private static final int PARTS = Table.values().length;
  private static final int HEADER = PARTS * Integer.BYTES;

  private Cogroup() {}

  public static void main(String[] arguments) throws InvalidSettingException, InterruptedException {
    StreamsPeer.run(
        arguments,
        (builder, topics) ->
            grouped(builder, topics.input(Table.PIN))
                .<byte[]>cogroup((key, row, post) -> with(post, 0, row))
                .cogroup(
                    grouped(builder, topics.input(Table.GEO)),
                    (key, row, post) -> with(post, 1, row))
                .cogroup(
                    grouped(builder, topics.input(Table.USER)),
                    (key, row, post) -> with(post, 2, row))
                .aggregate(
                    () -> new byte[HEADER],
                    Materialized.<byte[], byte[], KeyValueStore<Bytes, byte[]>>as("posts")
                        .withKeySerde(Serdes.ByteArray())
                        .withValueSerde(Serdes.ByteArray()))
                .toStream()
                .filter((key, post) -> complete(post))
                .mapValues(Cogroup::row)
                .to(topics.posts(), Produced.with(Serdes.ByteArray(), Serdes.ByteArray())));
  }

  private static KGroupedStream<byte[], byte[]> grouped(StreamsBuilder builder, String topic) {
    return builder.stream(topic, Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
        .groupByKey(Grouped.with(Serdes.ByteArray(), Serdes.ByteArray()));
  }

  /** The post's rows, each behind its length, with one of them replaced. */
  private static byte[] with(byte[] post, int part, byte[] row) {
    ByteBuffer old = ByteBuffer.wrap(post);
    ByteBuffer next =
        ByteBuffer.allocate(post.length - old.getInt(part * Integer.BYTES) + row.length);
    int from = HEADER;
    int to = HEADER;
    for (int i = 0; i < PARTS; i++) {
      int length = old.getInt(i * Integer.BYTES);
      byte[] source = i == part ? row : post;
      int size = i == part ? row.length : length;
      next.putInt(i * Integer.BYTES, size).put(to, source, i == part ? 0 : from, size);
      from += length;
      to += size;
    }
    return next.array();
  }

  private static boolean complete(byte[] post) {
    ByteBuffer lengths = ByteBuffer.wrap(post);
    for (int i = 0; i < PARTS; i++) {
      if (lengths.getInt() == 0) {
        return false;
      }
    }
    return true;
  }

  private static byte[] row(byte[] post) {
    ByteBuffer rows = ByteBuffer.wrap(post);
    byte[][] parts = new byte[PARTS][];
    int at = HEADER;
    for (int i = 0; i < PARTS; i++) {
      parts[i] = new byte[rows.getInt(i * Integer.BYTES)];
      rows.get(at, parts[i]);
      at += parts[i].length;
    }
    return Rows.append(Rows.append(parts[0], parts[1]), parts[2]);
  }
}
