// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;
import org.apache.kafka.server.common.MetadataVersion;

/** A broker in this process, on a free port. */
public final class Cluster implements AutoCloseable {
  private final KafkaClusterTestKit kit;

  public Cluster() throws Exception {
    this(new TestKitNodes.Builder(), Map.of());
  }

  /** With further settings, and nodes that may want a log-in. */
  Cluster(TestKitNodes.Builder nodes, Map<String, String> settings) throws Exception {
    KafkaClusterTestKit.Builder builder =
        new KafkaClusterTestKit.Builder(
                nodes
                    .setCombined(true)
                    .setNumBrokerNodes(1)
                    .setNumControllerNodes(1)
                    .setBootstrapMetadataVersion(MetadataVersion.latestProduction())
                    .build())
            .setConfigProp("offsets.topic.replication.factor", "1")
            .setConfigProp("offsets.topic.num.partitions", "1")
            .setConfigProp("auto.create.topics.enable", "false");
    settings.forEach(builder::setConfigProp);
    kit = builder.build();
    kit.format();
    kit.startup();
    kit.waitForReadyBrokers();
  }

  public String servers() {
    return kit.bootstrapServers();
  }

  /** A client that may do everything. */
  Admin admin() {
    return kit.admin();
  }

  /** Makes the three topics of a user id. */
  public void createInputs(String userId, int partitions) throws Exception {
    for (String part : List.of("pin", "geo", "user")) {
      create(userId + "." + part, partitions, Map.of());
    }
  }

  public void create(String topic, int partitions, Map<String, String> settings) throws Exception {
    try (Admin admin = admin()) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(settings)))
          .all()
          .get();
    }
  }

  /** Ends the broker, as a machine that goes away. */
  public void shutDownBroker() {
    kit.brokers().get(0).shutdown();
    kit.brokers().get(0).awaitShutdown();
  }

  /** All that is committed in a topic right now, partition by partition. */
  public List<ConsumerRecord<String, String>> read(String topic) throws Exception {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers(), "isolation.level", "read_committed"),
            new StringDeserializer(),
            new StringDeserializer())) {
      List<TopicPartition> all =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      List<ConsumerRecord<String, String>> records = new ArrayList<>();
      while (all.stream()
          .anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }

  @Override
  public void close() {
    try {
      kit.close();
    } catch (Exception e) {
      throw new IllegalStateException("the broker did not close", e);
    }
  }
}
