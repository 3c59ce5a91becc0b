// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.letters;

import io.pinstream.streams.topics.TopicNames;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;

/** The dead letters, to be looked at. */
public final class DeadLetters {
  /** A list ends once so many bytes were read for it, over all partitions. */
  static final long MOST_READ = 8 * 1024 * 1024;

  // A letter and the end of the transaction that it was written in.
  private static final long FIRST_STEP = 2;

  private final StreamsConfig settings;
  private final String clientId;
  private final TopicNames topics;
  private final SentLetters sent;

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
    this.sent = new SentLetters(topics);
  }

  /**
   * The newest letters of each partition, the newest first.
   *
   * @param limit at most so many; fewer where they are large
   * @throws KafkaException if they can't be read
   */
  public List<ListedLetter> newest(int limit) {
    List<ListedLetter> newest = new ArrayList<>();
    try (LetterTopics reader = open()) {
      Set<String> sentBack = sent.marks(reader);
      List<TopicPartition> partitions = reader.partitions(topics.deadLetters());
      long mostRead = MOST_READ / Math.max(1, partitions.size());
      for (TopicPartition partition : partitions) {
        newest.addAll(before(reader, partition, reader.end(partition), limit, mostRead, sentBack));
      }
    }
    newest.sort(
        Comparator.comparing(ListedLetter::time)
            .thenComparing(letter -> letter.place().offset())
            .reversed());
    return List.copyOf(newest.subList(0, Math.min(limit, newest.size())));
  }

  /**
   * The letters of a partition before an offset, the last first.
   *
   * @param limit at most so many; fewer where they are large
   * @throws KafkaException if they can't be read
   */
  public List<ListedLetter> before(LetterPlace place, int limit) {
    try (LetterTopics reader = open()) {
      TopicPartition partition = partition(place);
      if (!reader.partitions(topics.deadLetters()).contains(partition)) {
        return List.of();
      }
      long end = Math.min(place.offset(), reader.end(partition));
      return before(reader, partition, end, limit, MOST_READ, sent.marks(reader));
    }
  }

  /**
   * Looks backwards in steps that double, since letters may be large and transactions leave gaps
   * between them. A step that turns out to be too large is left out, or done again in smaller ones
   * if nothing was found before it.
   */
  private static List<ListedLetter> before(
      LetterTopics reader,
      TopicPartition partition,
      long end,
      int limit,
      long mostRead,
      Set<String> sentBack) {
    long begin = reader.begin(partition);
    List<ListedLetter> lastFirst = new ArrayList<>();
    long to = end;
    long step = FIRST_STEP;
    long left = mostRead;
    while (to > begin && lastFirst.size() < limit && (left > 0 || lastFirst.isEmpty())) {
      long from = Math.max(begin, to - step);
      long mayRead = step == FIRST_STEP && lastFirst.isEmpty() ? Long.MAX_VALUE : Math.max(0, left);
      Deque<ListedLetter> found = new ArrayDeque<>();
      long read =
          reader.read(
              partition,
              from,
              to,
              mayRead,
              record -> {
                Letter letter = new Letter(record);
                found.addFirst(ListedLetter.of(letter, sentBack.contains(letter.mark())));
                // The older ones of these are more than is asked for.
                if (found.size() > limit) {
                  found.removeLast();
                }
              });
      left -= read;
      if (read > mayRead) {
        step = FIRST_STEP;
      } else {
        lastFirst.addAll(found);
        to = from;
        step *= 2;
      }
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

  Optional<Letter> get(LetterTopics reader, LetterPlace place) {
    TopicPartition partition = partition(place);
    return reader.partitions(topics.deadLetters()).contains(partition)
        ? reader.get(partition, place.offset()).map(Letter::new)
        : Optional.empty();
  }

  /** The marks of those that were sent back. */
  Set<String> sentBack(LetterTopics reader) {
    return sent.marks(reader);
  }

  /** What reads them, for one call. */
  LetterTopics open() {
    return new LetterTopics(settings, clientId);
  }

  private TopicPartition partition(LetterPlace place) {
    return new TopicPartition(topics.deadLetters(), place.partition());
  }
}
