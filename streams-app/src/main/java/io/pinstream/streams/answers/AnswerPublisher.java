// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Writes what changed in the answers to their topics, at most once a second, tombstones for rows
 * that are gone. Only partition 0's does so, which one instance has at a time, in the transaction
 * in which it remembers what it wrote: each change is published once, whichever instance does it.
 */
public final class AnswerPublisher extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
  /** The store of what the topics hold: rows by question and key. */
  public static final String STORE = "published-answers";

  /** The partition whose owner publishes. */
  public static final int PARTITION = 0;

  static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Supplier<Optional<AnswerSnapshot>> answers;
  private KeyValueStore<String, byte[]> published;
  private Optional<AnswerSnapshot> last;

  /**
   * A publisher.
   *
   * @param answers over all partitions, wherever they are, those that can be had; empty while none
   *     can
   */
  public AnswerPublisher(Supplier<Optional<AnswerSnapshot>> answers) {
    this.answers = answers;
  }

  /** The name of the node that writes a question's topic. */
  public static String sink(Question question) {
    return "answer-" + question.number() + "-sink";
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    this.published = context.getStateStore(STORE);
    // What was collected before the partition came here may be older than what its last owner
    // wrote.
    this.last = answers.get();
    if (context.taskId().partition() == PARTITION) {
      context.schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::publish);
    }
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    throw new IllegalStateException("the publisher follows the clock and takes no records");
  }

  private void publish(long now) {
    Optional<AnswerSnapshot> current = answers.get();
    if (current.isEmpty() || current.equals(last)) {
      return;
    }
    for (Question question : Question.values()) {
      // What an answer's topic says stays until there is something to say instead.
      current.get().rows(question).ifPresent(rows -> publish(question, rows, now));
    }
    last = current;
  }

  private void publish(Question question, List<AnswerRow> rows, long now) {
    String prefix = question.number() + ":";
    Map<String, byte[]> gone = new HashMap<>();
    try (KeyValueIterator<String, byte[]> stored =
        published.range(prefix, question.number() + ";")) {
      stored.forEachRemaining(row -> gone.put(row.key, row.value));
    }
    for (AnswerRow row : rows) {
      byte[] key = row.key();
      byte[] value = row.toJson();
      String place = prefix + new String(key, StandardCharsets.UTF_8);
      if (!Arrays.equals(gone.remove(place), value)) {
        published.put(place, value);
        context().forward(new Record<>(key, value, now), sink(question));
      }
    }
    for (String place : gone.keySet()) {
      published.delete(place);
      byte[] key = place.substring(prefix.length()).getBytes(StandardCharsets.UTF_8);
      context().forward(new Record<>(key, (byte[]) null, now), sink(question));
    }
  }
}
