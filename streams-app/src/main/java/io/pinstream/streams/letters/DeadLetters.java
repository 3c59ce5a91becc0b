// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.letters;

import io.pinstream.streams.topics.TopicNames;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The dead letters: the newest, one of them, and some of them sent back. A letter is sent back at
 * most once, however often and to whichever instance one asks: what was sent is written down in a
 * topic of its own, in the transaction in which it is sent.
 */
public final class DeadLetters {
  /** At most so many letters are sent back at once: they are held in memory. */
  public static final int MOST_AT_ONCE = 100;

  private static final int PATIENCE_MS = 10_000;

  // Records of a partition that are looked through at once. Transactions leave gaps between them.
  private static final int LOOKED_THROUGH = 200;

  /** What became of a letter that was to be sent back. */
  public enum Outcome {
    SENT,
    /** It was sent back before, now or by an earlier call: it is not sent again. */
    SENT_BEFORE,
    /** It has only the beginning of its record, which is too large to be sent. */
    CUT,
    /** It does not come from one of the app's inputs. */
    FOREIGN,
    /** There is no such letter, or it is too old to be there still. */
    NOT_THERE
  }

  private final StreamsConfig settings;
  private final String clientId;
  private final TopicNames topics;

  /**
   * The dead letters of an app.
   *
   * @param settings those of its Kafka clients
   * @param applicationId the same at all instances
   */
  public DeadLetters(StreamsConfig settings, String applicationId, TopicNames topics) {
    this.settings = settings;
    this.clientId = applicationId + "-letters";
    this.topics = topics;
  }

  /**
   * The newest letters, the newest first.
   *
   * @param limit at most so many
   * @throws KafkaException if they can't be read
   */
  public List<Letter> newest(int limit) {
    List<Letter> newest = new ArrayList<>();
    try (LetterTopics reader = open()) {
      for (TopicPartition partition : reader.partitions(topics.deadLetters())) {
        newest.addAll(before(reader, partition, reader.end(partition), limit));
      }
    }
    newest.sort(
        Comparator.comparing(Letter::time)
            .thenComparing(letter -> letter.place().offset())
            .reversed());
    return List.copyOf(newest.subList(0, Math.min(limit, newest.size())));
  }

  /**
   * The letters of a partition before an offset, the last first.
   *
   * @param limit at most so many
   * @throws KafkaException if they can't be read
   */
  public List<Letter> before(LetterPlace place, int limit) {
    try (LetterTopics reader = open()) {
      TopicPartition partition = partition(place);
      return reader.partitions(topics.deadLetters()).contains(partition)
          ? before(reader, partition, Math.min(place.offset(), reader.end(partition)), limit)
          : List.of();
    }
  }

  private static List<Letter> before(
      LetterTopics reader, TopicPartition partition, long end, int limit) {
    long begin = reader.begin(partition);
    Deque<Letter> lastFirst = new ArrayDeque<>();
    for (long to = end; to > begin && lastFirst.size() < limit; to -= LOOKED_THROUGH) {
      Deque<Letter> found = new ArrayDeque<>();
      reader.read(
          partition,
          Math.max(begin, to - LOOKED_THROUGH),
          to,
          record -> {
            found.addFirst(new Letter(record));
            // The older ones of these are more than is asked for.
            if (found.size() > limit) {
              found.removeLast();
            }
          });
      lastFirst.addAll(found);
    }
    return lastFirst.stream().limit(limit).toList();
  }

  /**
   * A letter.
   *
   * @throws KafkaException if it can't be read
   */
  public Optional<Letter> get(LetterPlace place) {
    try (LetterTopics reader = open()) {
      return get(reader, place);
    }
  }

  private Optional<Letter> get(LetterTopics reader, LetterPlace place) {
    TopicPartition partition = partition(place);
    return reader.partitions(topics.deadLetters()).contains(partition)
        ? reader.get(partition, place.offset()).map(Letter::new)
        : Optional.empty();
  }

  /**
   * The marks of all letters that were sent back.
   *
   * @throws KafkaException if that can't be read
   */
  public Set<String> sentBack() {
    try (LetterTopics reader = open()) {
      return SentLetters.marks(reader, topics);
    }
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
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      // Ends what another instance has begun: what is sent by now is written down.
      producer.initTransactions();
      try (LetterTopics reader = open()) {
        return sendBack(places, producer, reader);
      }
    }
  }

  private Map<LetterPlace, Outcome> sendBack(
      Set<LetterPlace> places, KafkaProducer<byte[], byte[]> producer, LetterTopics reader) {
    Set<String> before = SentLetters.marks(reader, topics);
    Map<LetterPlace, Outcome> outcomes = new LinkedHashMap<>();
    producer.beginTransaction();
    for (LetterPlace place : places) {
      Optional<Letter> letter = get(reader, place);
      Outcome outcome = letter.map(each -> outcome(each, before)).orElse(Outcome.NOT_THERE);
      outcomes.put(place, outcome);
      if (outcome == Outcome.SENT) {
        var unused = producer.send(original(letter.get(), reader));
        var unusedNote = producer.send(SentLetters.note(letter.get(), topics));
      }
    }
    // Fails with what failed of them, and then nothing was sent.
    producer.commitTransaction();
    return outcomes;
  }

  private KafkaProducer<byte[], byte[]> producer() {
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
        letter.time().toEpochMilli(),
        letter.key(),
        letter.value(),
        letter.ownHeaders());
  }

  private TopicPartition partition(LetterPlace place) {
    return new TopicPartition(topics.deadLetters(), place.partition());
  }

  private LetterTopics open() {
    return new LetterTopics(settings, clientId);
  }
}
