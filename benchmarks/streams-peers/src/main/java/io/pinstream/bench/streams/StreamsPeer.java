// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.streams;

import io.pinstream.streams.config.AppConfig;
import io.pinstream.streams.config.InvalidSettingException;
import io.pinstream.streams.topics.TopicNames;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;

/** Runs a topology of the DSL with the app's own settings, until the process is ended. */
final class StreamsPeer {
  private StreamsPeer() {}

  /**
   * Runs it.
   *
   * @param arguments the app's properties file
   * @param topology adds streams and tables over a user's topics
   */
  static void run(String[] arguments, BiConsumer<StreamsBuilder, TopicNames> topology)
      throws InvalidSettingException, InterruptedException {
    AppConfig config = AppConfig.load(Path.of(arguments[0]));
    Properties settings = new Properties();
    settings.putAll(config.streams().originals());
    // Lets a table read again what its topic holds, instead of writing it to a changelog.
    settings.setProperty(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.OPTIMIZE);
    StreamsBuilder builder = new StreamsBuilder();
    topology.accept(builder, config.topics());
    KafkaStreams streams = new KafkaStreams(builder.build(settings), settings);
    Runtime.getRuntime().addShutdownHook(new Thread(streams::close));
    streams.start();
    new CountDownLatch(1).await();
  }
}
