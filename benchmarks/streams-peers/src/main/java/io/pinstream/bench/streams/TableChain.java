// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.streams;

import io.pinstream.streams.config.InvalidSettingException;
import io.pinstream.streams.post.Table;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Produced;

/**
 * The join as the DSL's documentation would have it: a table of each topic, and a chain of joins.
 * It is spared everything but the join: it parses nothing, tells no bad record from a good one, and
 * strings the rows' bytes together.
 */
final class TableChain {
  private TableChain() {}

  public static void main(String[] arguments) throws InvalidSettingException, InterruptedException {
    StreamsPeer.run(
        arguments,
        (builder, topics) -> {
          Consumed<byte[], byte[]> bytes = Consumed.with(Serdes.ByteArray(), Serdes.ByteArray());
          KTable<byte[], byte[]> pin = builder.table(topics.input(Table.PIN), bytes);
          KTable<byte[], byte[]> geo = builder.table(topics.input(Table.GEO), bytes);
          KTable<byte[], byte[]> user = builder.table(topics.input(Table.USER), bytes);
          pin.join(geo, Rows::append)
              .join(user, Rows::append)
              .toStream()
              .to(topics.posts(), Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
        });
  }
}
