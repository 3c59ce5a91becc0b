// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.letters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pinstream.streams.config.AppConfig;
import io.pinstream.streams.letters.LetterSender.Outcome;
import io.pinstream.streams.run.Cluster;
import io.pinstream.streams.run.SharedCluster;
import io.pinstream.streams.topics.TopicNames;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedCluster.class)
class LetterSenderTest {
  private LetterSender sender;
  private TopicNames topics;
  private DeadLetters letters;

  /** The brokers may have the commit and not have said so. */
  @Test
  void saysThatItIsOpenWhetherALetterWasSentIfTheCommitIsNotAnswered(Cluster cluster)
      throws Exception {
    write(cluster, "open-letters", "no row");
    MockProducer<byte[], byte[]> unanswered =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    unanswered.commitTransactionException = new TimeoutException("no broker answers");
    LetterPlace place = new LetterPlace(0, 0);
    LetterPlace other = new LetterPlace(0, 9);
    assertThat(new LetterSender(topics, letters, () -> unanswered).sendBack(Set.of(place, other)))
        .isEqualTo(Map.of(place, Outcome.OPEN, other, Outcome.NOT_THERE));
    assertThat(unanswered.closed()).isTrue();
  }

  @Test
  void namesALetterThatIsRefusedAndSendsTheOthersWithoutIt(Cluster cluster) throws Exception {
    byte[] large = new byte[3000];
    // Not to be compressed.
    new Random(1).nextBytes(large);
    write(cluster, "refused-letters", "no row", Base64.getEncoder().encodeToString(large), "none");
    LetterPlace first = new LetterPlace(0, 0);
    LetterPlace refused = new LetterPlace(0, 1);
    LetterPlace last = new LetterPlace(0, 2);
    assertThatExceptionOfType(KafkaException.class)
        .isThrownBy(() -> sender.sendBack(new LinkedHashSet<>(List.of(first, refused, last))))
        .withMessageStartingWith("letter 0/1 was refused, and none was sent: ");
    assertThat(sender.sendBack(Set.of(first, last)))
        .isEqualTo(Map.of(first, Outcome.SENT, last, Outcome.SENT));
  }

  private void write(Cluster cluster, String userId, String... values) throws Exception {
    topics = new TopicNames(userId);
    cluster.create(userId + ".pin", 1, Map.of("max.message.bytes", "2000"));
    cluster.create(userId + ".dlq", 1);
    cluster.create(userId + ".dlq.sent", 1);
    StreamsConfig settings =
        AppConfig.of(Map.of("bootstrap.servers", cluster.servers(), "user.id", userId)).streams();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", cluster.servers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < values.length; i++) {
        producer
            .send(
                new ProducerRecord<>(
                    userId + ".dlq",
                    0,
                    null,
                    null,
                    values[i].getBytes(UTF_8),
                    new RecordHeaders()
                        .add("dlq.reason", "bad-key: none".getBytes(UTF_8))
                        .add("dlq.topic", (userId + ".pin").getBytes(UTF_8))
                        .add("dlq.partition", "0".getBytes(UTF_8))
                        .add("dlq.offset", Integer.toString(i).getBytes(UTF_8))))
            .get();
      }
    }
    letters = new DeadLetters(settings, userId, topics);
    sender = new LetterSender(settings, userId, topics, letters);
  }
}
