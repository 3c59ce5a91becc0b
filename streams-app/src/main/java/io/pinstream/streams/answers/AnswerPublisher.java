// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Writes what changed in the answers to their topics, at most once a second, tombstones for rows
 * that are gone. Only partition 0's does so, and only while all partitions are counted here.
 */
public final class AnswerPublisher implements Processor<byte[], byte[], byte[], byte[]> {
  /** The store of what the topics hold: rows by question and key. */
  public static final String STORE = "published-answers";

  static final Duration INTERVAL = Duration.ofSeconds(1);

  // Publishing takes longer the more posters and users there are, and joining waits for it: 5 % of
  // the time at most.
  private static final int PAUSE_PER_WORK = 19;

  private final Answers answers;
  private ProcessorContext<byte[], byte[]> context;
  private KeyValueStore<String, byte[]> published;
  private long publishedVersion = -1;
  private long next = Long.MIN_VALUE;

  public AnswerPublisher(Answers answers) {
    this.answers = answers;
  }

  /** The name of the node that writes a question's topic. */
  public static String sink(Question question) {
    return "answer-" + question.number() + "-sink";
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    this.published = context.getStateStore(STORE);
    if (context.taskId().partition() == 0) {
      context.schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::publish);
    }
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    throw new IllegalStateException("the publisher follows the clock and takes no records");
  }

  private void publish(long now) {
    long version = answers.version();
    if (version == publishedVersion || !answers.complete() || now < next) {
      return;
    }
    long start = System.nanoTime();
    for (Question question : Question.values()) {
      publish(question, now);
    }
    publishedVersion = version;
    long work = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    next = now + work + PAUSE_PER_WORK * work;
  }

  private void publish(Question question, long now) {
    String prefix = question.number() + ":";
    Map<String, byte[]> gone = new HashMap<>();
    try (KeyValueIterator<String, byte[]> rows = published.range(prefix, question.number() + ";")) {
      while (rows.hasNext()) {
        KeyValue<String, byte[]> row = rows.next();
        gone.put(row.key, row.value);
      }
    }
    for (AnswerRow row : answers.rows(question)) {
      byte[] key = row.key();
      byte[] value = row.toJson();
      String stored = prefix + new String(key, StandardCharsets.UTF_8);
      if (!Arrays.equals(gone.remove(stored), value)) {
        published.put(stored, value);
        context.forward(new Record<>(key, value, now), sink(question));
      }
    }
    for (String stored : gone.keySet()) {
      published.delete(stored);
      byte[] key = stored.substring(prefix.length()).getBytes(StandardCharsets.UTF_8);
      context.forward(new Record<>(key, (byte[]) null, now), sink(question));
    }
  }
}
