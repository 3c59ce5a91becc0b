// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.streams;

import io.pinstream.streams.config.InvalidSettingException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/** The ceiling of any Streams app: it writes what it reads, three records a post. */
final class Copy {
  private Copy() {}

  public static void main(String[] arguments) throws InvalidSettingException, InterruptedException {
    StreamsPeer.run(
        arguments,
        (builder, topics) ->
            builder.stream(
                    topics.inputs().keySet(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .to(topics.posts(), Produced.with(Serdes.ByteArray(), Serdes.ByteArray())));
  }
}
