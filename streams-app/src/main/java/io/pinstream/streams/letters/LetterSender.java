// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.letters;

import io.pinstream.streams.topics.TopicNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Sends dead letters back to where they came from. A letter is sent back at most once, however
 * often and to whichever instance one asks: what was sent is written down in a topic of its own, in
 * the transaction in which it is sent.
 */
public final class LetterSender {
  /** At most so many letters are sent back at once: they are held in memory. */
  public static final int MOST_AT_ONCE = 100;

  private static final int PATIENCE_MS = 10_000;
  // While a transaction is open a close without a bound lasts until a broker answers.
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  /** What became of a letter that was to be sent back. */
  public enum Outcome {
    SENT,
    /** The brokers did not say in time whether it was sent; the next call to send it does. */
    OPEN,
    /** It was sent back before, now or by an earlier call: it is not sent again. */
    SENT_BEFORE,
    /** It has only the beginning of its record, which is too large to be sent. */
    CUT,
    /** It does not come from one of the app's inputs. */
    FOREIGN,
    /** There is no such letter, or it is too old to be there still. */
    NOT_THERE
  }

  private final TopicNames topics;
  private final DeadLetters letters;
  private final Supplier<Producer<byte[], byte[]>> producers;

  /**
   * Sends the dead letters of an app.
   *
   * @param settings those of its Kafka clients
   * @param applicationId the same at all instances
   */
  public LetterSender(
      StreamsConfig settings, String applicationId, TopicNames topics, DeadLetters letters) {
    this(topics, letters, () -> producer(settings, applicationId + "-letters"));
  }

  LetterSender(
      TopicNames topics, DeadLetters letters, Supplier<Producer<byte[], byte[]>> producers) {
    this.topics = topics;
    this.letters = letters;
    this.producers = producers;
  }

  /**
   * Sends letters back to the topic and the partition that they came from, with their own key,
   * value, headers and time.
   *
   * @param places at most {@link #MOST_AT_ONCE}
   * @return what became of each
   * @throws KafkaException if nothing was sent: the brokers don't answer, or another instance sends
   *     some at the same time
   */
  public synchronized Map<LetterPlace, Outcome> sendBack(Set<LetterPlace> places) {
    Producer<byte[], byte[]> producer = producers.get();
    try {
      // Ends what another instance has begun: what is sent by now is written down.
      producer.initTransactions();
      try (LetterTopics reader = letters.open()) {
        return sendBack(places, producer, reader);
      }
    } finally {
      producer.close(CLOSE_TIMEOUT);
    }
  }

  private Map<LetterPlace, Outcome> sendBack(
      Set<LetterPlace> places, Producer<byte[], byte[]> producer, LetterTopics reader) {
    Set<String> before = letters.sentBack(reader);
    Map<LetterPlace, Outcome> outcomes = new LinkedHashMap<>();
    AtomicReference<KafkaException> refused = new AtomicReference<>();
    producer.beginTransaction();
    try {
      for (LetterPlace place : places) {
        Optional<Letter> letter = letters.get(reader, place);
        Outcome outcome = letter.map(each -> outcome(each, before)).orElse(Outcome.NOT_THERE);
        outcomes.put(place, outcome);
        if (outcome == Outcome.SENT) {
          Callback named =
              (sent, failure) -> {
                if (failure != null) {
                  refused.compareAndSet(null, refusal(place, failure));
                }
              };
          var unused = producer.send(original(letter.get(), reader), named);
          var unusedNote = producer.send(SentLetters.note(letter.get(), topics), named);
          // By itself: of a batch that is too large for its topic nobody says which it was.
          producer.flush();
        }
      }
    } catch (KafkaException e) {
      refused.compareAndSet(null, e);
    }
    if (refused.get() != null) {
      // Else those who read the inputs wait until it times out.
      try {
        producer.abortTransaction();
      } catch (KafkaException e) {
        refused.get().addSuppressed(e);
      }
      throw refused.get();
    }
    try {
      producer.commitTransaction();
    } catch (TimeoutException e) {
      // All are written, so it is the commit that is not answered.
      outcomes.replaceAll((place, each) -> each == Outcome.SENT ? Outcome.OPEN : each);
    }
    return outcomes;
  }

  private static KafkaException refusal(LetterPlace place, Exception failure) {
    return new KafkaException(
        "letter "
            + place.partition()
            + "/"
            + place.offset()
            + " was refused, and none was sent: "
            + failure.getMessage(),
        failure);
  }

  private static Producer<byte[], byte[]> producer(StreamsConfig settings, String clientId) {
    Map<String, Object> own = new HashMap<>(settings.getProducerConfigs(clientId));
    own.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, clientId);
    own.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS);
    own.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MS);
    own.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS / 2);
    return new KafkaProducer<>(own, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private Outcome outcome(Letter letter, Set<String> sentBefore) {
    if (!topics.inputNames().contains(letter.topic())) {
      return Outcome.FOREIGN;
    }
    if (letter.isCut()) {
      return Outcome.CUT;
    }
    return sentBefore.contains(letter.mark()) ? Outcome.SENT_BEFORE : Outcome.SENT;
  }

  private static ProducerRecord<byte[], byte[]> original(Letter letter, LetterTopics reader) {
    // The topic may have been made anew, with fewer.
    boolean there =
        reader
            .partitions(letter.topic())
            .contains(new TopicPartition(letter.topic(), letter.partition()));
    return new ProducerRecord<>(
        letter.topic(),
        there ? (Integer) letter.partition() : null,
        // Some writers give none.
        letter.time().toEpochMilli() < 0 ? null : (Long) letter.time().toEpochMilli(),
        letter.key(),
        letter.value(),
        letter.ownHeaders());
  }
}
