// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.pinstream.streams.answers.AnswerPublisher;
import io.pinstream.streams.answers.AnswerSnapshot;
import io.pinstream.streams.answers.Question;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Writes how things are to the points of the running minute, hour and day: when a minute begins,
 * whether something has changed or not, then every ten seconds if it has, and once more when the
 * minute is over. So each point says how its step ended, and where one is missing the app did not
 * run. Like the publisher of the answers it works with partition 0 only, in whose transaction it
 * writes: several instances write one series. Points that are too old get tombstones.
 */
public final class HistoryRecorder implements Processor<byte[], byte[], byte[], byte[]> {
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration BETWEEN_CHANGES = Duration.ofSeconds(10);
  private static final JsonFactory JSON = new JsonFactory();

  private final Supplier<Optional<AnswerSnapshot>> answers;
  private ProcessorContext<byte[], byte[]> context;
  private ReadOnlyKeyValueStore<String, byte[]> points;
  private Instant lastTime = Instant.EPOCH;
  private Optional<AnswerSnapshot> last = Optional.empty();
  private Instant writtenAt = Instant.EPOCH;
  private Optional<AnswerSnapshot> written = Optional.empty();

  /**
   * A recorder.
   *
   * @param answers over all partitions, those that can be had; empty while none can
   */
  public HistoryRecorder(Supplier<Optional<AnswerSnapshot>> answers) {
    this.answers = answers;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    this.points = context.getStateStore(History.STORE);
    if (context.taskId().partition() == AnswerPublisher.PARTITION) {
      context.schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::record);
    }
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    throw new IllegalStateException("the recorder follows the clock and takes no records");
  }

  private void record(long now) {
    Optional<AnswerSnapshot> current =
        answers.get().filter(snapshot -> snapshot.postsByCategory().isPresent());
    if (current.isEmpty()) {
      return;
    }
    Instant time = Instant.ofEpochMilli(now);
    boolean minuteBegins =
        !HistoryStep.MINUTE.begin(time).equals(HistoryStep.MINUTE.begin(lastTime));
    if (minuteBegins && !last.equals(written)) {
      write(last.orElseThrow(), lastTime, now);
    }
    boolean changed =
        !current.equals(written)
            && Duration.between(writtenAt, time).compareTo(BETWEEN_CHANGES) >= 0;
    if (minuteBegins || changed) {
      write(current.get(), time, now);
      written = current;
      writtenAt = time;
    }
    if (minuteBegins) {
      removeOld(time, now);
    }
    last = current;
    lastTime = time;
  }

  private void write(AnswerSnapshot snapshot, Instant time, long now) {
    for (HistoryStep step : HistoryStep.values()) {
      forward(step.key(time), point(snapshot, step.begin(time)), now);
    }
  }

  private void removeOld(Instant time, long now) {
    for (HistoryStep step : HistoryStep.values()) {
      String firstKept = step.firstKept(time);
      try (KeyValueIterator<String, byte[]> old = points.range(step.firstKey(), firstKept)) {
        while (old.hasNext()) {
          String key = old.next().key;
          if (!key.equals(firstKept)) {
            forward(key, null, now);
          }
        }
      }
    }
  }

  private void forward(String key, byte[] point, long now) {
    context.forward(new Record<>(key.getBytes(UTF_8), point, now));
  }

  private static byte[] point(AnswerSnapshot snapshot, Instant begin) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try (JsonGenerator generator = JSON.createGenerator(json)) {
      generator.writeStartObject();
      generator.writeStringField("time", begin.toString());
      generator.writeNumberField("joined", snapshot.joined());
      generator.writeObjectFieldStart("posts");
      for (Map.Entry<String, Long> each : snapshot.postsByCategory().orElseThrow().entrySet()) {
        generator.writeNumberField(each.getKey(), each.getValue());
      }
      generator.writeEndObject();
      generator.writeArrayFieldStart("leaders");
      for (Question question : Question.values()) {
        Optional<byte[]> leader = snapshot.leader(question);
        if (leader.isPresent()) {
          generator.writeStartObject();
          generator.writeNumberField("question", question.number());
          generator.writeFieldName("row");
          generator.writeRawValue(new String(leader.get(), UTF_8));
          generator.writeEndObject();
        }
      }
      generator.writeEndArray();
      generator.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return json.toByteArray();
  }
}
