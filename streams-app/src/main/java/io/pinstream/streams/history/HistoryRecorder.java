// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.pinstream.streams.answers.AnswerPublisher;
import io.pinstream.streams.answers.AnswerSnapshot;
import io.pinstream.streams.answers.Question;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Writes how things are to the points of the running minute, hour and day: when a minute begins,
 * whether something has changed or not, then every ten seconds if it has, and once more when the
 * minute is over. So each point says how its step ended, and where one is missing the app did not
 * run or could not tell. Like the publisher of the answers it works with partition 0 only, in whose
 * transaction it writes: several instances write one series. The oldest points get tombstones where
 * there are too many.
 */
public final class HistoryRecorder implements Processor<byte[], byte[], byte[], byte[]> {
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration BETWEEN_CHANGES = Duration.ofSeconds(10);
  // So that a topic of all points is some megabytes, whatever categories and users are called.
  private static final int MAX_CATEGORY_BYTES = 16 * 1024;
  private static final int MAX_LEADER_BYTES = 2 * 1024;
  private static final JsonFactory JSON = new JsonFactory();

  private final Supplier<Optional<AnswerSnapshot>> answers;
  private final NavigableSet<String> held;
  private ProcessorContext<byte[], byte[]> context;
  private Optional<AnswerSnapshot> atStart;
  private Instant lastTime;
  private Optional<AnswerSnapshot> last;
  private Instant writtenAt;
  private Optional<AnswerSnapshot> written;

  /**
   * A recorder.
   *
   * @param answers all over all partitions, but for those that can't be had; empty while none can
   * @param held the keys of the points that are there
   */
  public HistoryRecorder(Supplier<Optional<AnswerSnapshot>> answers, NavigableSet<String> held) {
    this.answers = answers;
    this.held = held;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    // The partition may have been elsewhere since this was collected, and a transaction aborted.
    this.atStart = answers.get();
    this.lastTime = Instant.EPOCH;
    this.last = Optional.empty();
    this.writtenAt = Instant.EPOCH;
    this.written = Optional.empty();
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
    if (current.isEmpty() || current.equals(atStart)) {
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
            && Duration.between(writtenAt, time).abs().compareTo(BETWEEN_CHANGES) >= 0;
    if (minuteBegins || changed) {
      write(current.get(), time, now);
      written = current;
      writtenAt = time;
    }
    if (minuteBegins) {
      removeOldest(now);
    }
    last = current;
    lastTime = time;
  }

  private void write(AnswerSnapshot snapshot, Instant time, long now) {
    String content = content(snapshot);
    for (HistoryStep step : HistoryStep.values()) {
      String point = "{\"time\":\"" + step.begin(time) + "\"," + content.substring(1);
      forward(step.key(time), point.getBytes(UTF_8), now);
    }
  }

  /** By number and not by time, so that a clock that is wrong for a while takes nothing away. */
  private void removeOldest(long now) {
    for (HistoryStep step : HistoryStep.values()) {
      List<String> keys = List.copyOf(held.subSet(step.firstKey(), step.lastKey()));
      for (String key : keys.subList(0, Math.max(0, keys.size() - step.kept()))) {
        forward(key, null, now);
      }
    }
  }

  private void forward(String key, byte[] point, long now) {
    context.forward(new Record<>(key.getBytes(UTF_8), point, now));
  }

  /** What the points of all steps say, as a JSON object. */
  private static String content(AnswerSnapshot snapshot) {
    StringWriter json = new StringWriter();
    try (JsonGenerator generator = JSON.createGenerator(json)) {
      generator.writeStartObject();
      generator.writeNumberField("joined", snapshot.joined());
      generator.writeObjectFieldStart("posts");
      for (Map.Entry<String, Long> each : largest(snapshot.postsByCategory().orElseThrow())) {
        generator.writeNumberField(each.getKey(), each.getValue());
      }
      generator.writeEndObject();
      generator.writeArrayFieldStart("leaders");
      for (Question question : Question.values()) {
        Optional<byte[]> leader = snapshot.leader(question);
        if (leader.isPresent() && leader.get().length <= MAX_LEADER_BYTES) {
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
    return json.toString();
  }

  /** Those with most posts that fit, most first. */
  private static List<Map.Entry<String, Long>> largest(Map<String, Long> posts) {
    List<Map.Entry<String, Long>> most = new ArrayList<>(posts.entrySet());
    most.sort(Map.Entry.<String, Long>comparingByValue().reversed());
    int bytes = 0;
    List<Map.Entry<String, Long>> fitting = new ArrayList<>();
    for (Map.Entry<String, Long> each : most) {
      // With its quotation marks and its number.
      bytes += each.getKey().getBytes(UTF_8).length + 24;
      if (bytes <= MAX_CATEGORY_BYTES) {
        fitting.add(each);
      }
    }
    return fitting;
  }
}
