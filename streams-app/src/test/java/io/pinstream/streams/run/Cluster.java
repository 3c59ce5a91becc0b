// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;
import org.apache.kafka.server.common.MetadataVersion;

/** A broker in this process, on a free port. */
public final class Cluster implements AutoCloseable {
  private final KafkaClusterTestKit kit;
  final Admin admin;
  private final KafkaProducer<String, String> producer;
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();

  public Cluster() throws Exception {
    kit =
        new KafkaClusterTestKit.Builder(
                new TestKitNodes.Builder()
                    .setCombined(true)
                    .setNumBrokerNodes(1)
                    .setNumControllerNodes(1)
                    .setBootstrapMetadataVersion(MetadataVersion.latestProduction())
                    .build())
            .setConfigProp("offsets.topic.replication.factor", "1")
            .setConfigProp("offsets.topic.num.partitions", "1")
            .setConfigProp("transaction.state.log.replication.factor", "1")
            .setConfigProp("transaction.state.log.min.isr", "1")
            .setConfigProp("transaction.state.log.num.partitions", "1")
            .setConfigProp("group.initial.rebalance.delay.ms", "0")
            .setConfigProp("auto.create.topics.enable", "false")
            // Records of 1970 are to stay until they are looked at.
            .setConfigProp("log.retention.ms", "-1")
            .build();
    kit.format();
    kit.startup();
    kit.waitForReadyBrokers();
    admin = kit.admin();
    // One request at a time: of two on their way to a topic that was just made, the broker may
    // refuse
    // the first and take the second, and then it refuses the first for good (KAFKA-15591).
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                servers(),
                "linger.ms",
                "5",
                "max.in.flight.requests.per.connection",
                "1"),
            new StringSerializer(),
            new StringSerializer());
  }

  public String servers() {
    return kit.bootstrapServers();
  }

  public void create(String topic, int partitions) throws Exception {
    create(topic, partitions, Map.of());
  }

  public void create(String topic, int partitions, Map<String, String> settings) throws Exception {
    NewTopic created = new NewTopic(topic, Optional.of(partitions), Optional.empty());
    admin.createTopics(List.of(created.configs(settings))).all().get();
  }

  public void send(String topic, String key, String value) {
    sent.add(producer.send(new ProducerRecord<>(topic, key, value)));
  }

  void send(String topic, String key, String value, long time) {
    sent.add(producer.send(new ProducerRecord<>(topic, null, time, key, value)));
  }

  public void flush() throws Exception {
    for (Future<RecordMetadata> each : sent) {
      each.get();
    }
    sent.clear();
  }

  /** All that is committed in a topic right now. */
  List<ConsumerRecord<String, String>> read(String topic) throws Exception {
    int partitions =
        admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().size();
    List<TopicPartition> all = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      all.add(new TopicPartition(topic, partition));
    }
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers(), "isolation.level", "read_committed"),
            new StringDeserializer(),
            new StringDeserializer())) {
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
    producer.close();
    admin.close();
    try {
      kit.close();
    } catch (Exception e) {
      throw new IllegalStateException("the broker did not close", e);
    }
  }
}
