// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.letters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.streams.config.AppConfig;
import io.pinstream.streams.letters.LetterSender.Outcome;
import io.pinstream.streams.run.Cluster;
import io.pinstream.streams.run.SharedCluster;
import io.pinstream.streams.topics.TopicNames;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedCluster.class)
class LetterSenderTest {
  /** The brokers may have the commit and not have said so. */
  @Test
  void saysThatItIsOpenWhetherALetterWasSentIfTheCommitIsNotAnswered(Cluster cluster)
      throws Exception {
    TopicNames topics = new TopicNames("open-letters");
    cluster.create("open-letters.pin", 1);
    cluster.create("open-letters.dlq", 1);
    cluster.create("open-letters.dlq.sent", 1);
    LetterPlace place = new LetterPlace(0, 0);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", cluster.servers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  "open-letters.dlq",
                  0,
                  null,
                  null,
                  "no row".getBytes(UTF_8),
                  new RecordHeaders()
                      .add("dlq.reason", "bad-key: none".getBytes(UTF_8))
                      .add("dlq.topic", "open-letters.pin".getBytes(UTF_8))))
          .get();
    }
    DeadLetters letters =
        new DeadLetters(
            AppConfig.of(Map.of("bootstrap.servers", cluster.servers(), "user.id", topics.userId()))
                .streams(),
            "open-letters",
            topics);
    MockProducer<byte[], byte[]> unanswered =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    unanswered.commitTransactionException = new TimeoutException("no broker answers");
    LetterPlace other = new LetterPlace(0, 9);
    assertThat(new LetterSender(topics, letters, () -> unanswered).sendBack(Set.of(place, other)))
        .isEqualTo(Map.of(place, Outcome.OPEN, other, Outcome.NOT_THERE));
    assertThat(unanswered.closed()).isTrue();
  }
}
