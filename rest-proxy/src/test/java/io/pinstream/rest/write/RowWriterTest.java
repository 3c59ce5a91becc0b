// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.rest.connect.Pipelines;
import io.pinstream.rest.rows.Row;
import io.pinstream.rest.write.RowResult.Failed;
import io.pinstream.rest.write.RowResult.Failed.Cause;
import io.pinstream.rest.write.RowResult.Refused;
import io.pinstream.rest.write.RowResult.Written;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RowWriterTest {
  private Pipelines pipelines;

  @BeforeEach
  void makePipelines() throws Exception {
    pipelines =
        new Pipelines(
            Map.of(
                "key.converter", "org.apache.kafka.connect.storage.StringConverter",
                "header.converter", "org.apache.kafka.connect.storage.SimpleHeaderConverter",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                "value.converter.schemas.enable", "false"));
  }

  private static List<Row> rows(int count) {
    return Stream.generate(() -> Row.of("k", Map.of("ind", 1), 0)).limit(count).toList();
  }

  private CompletableFuture<List<RowResult>> write(
      MockProducer<byte[], byte[]> producer, List<Row> rows) {
    return write(producer, Optional.empty(), rows);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The callback is told what the future would be.
  private CompletableFuture<List<RowResult>> write(
      MockProducer<byte[], byte[]> producer, Optional<DeadLetters> letters, List<Row> rows) {
    return new RowWriter(pipelines, producer::send, letters).write("ada.pin", rows);
  }

  private static MockProducer<byte[], byte[]> producer(boolean autoComplete) {
    return new MockProducer<>(
        autoComplete, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Test
  void nothingIsWrittenBeforeTheLastRowIsAcknowledged() {
    MockProducer<byte[], byte[]> producer = producer(false);
    CompletableFuture<List<RowResult>> results = write(producer, rows(3));
    producer.completeNext();
    producer.completeNext();
    assertThat(results).isNotDone();
    producer.completeNext();
    assertThat(results)
        .isCompletedWithValue(List.of(new Written(0, 0), new Written(0, 1), new Written(0, 2)));
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new TimeoutException("expired"), Cause.UNAVAILABLE),
        Arguments.of(new NotEnoughReplicasException("one"), Cause.UNAVAILABLE),
        Arguments.of(new OutOfOrderSequenceException("gap"), Cause.UNAVAILABLE),
        Arguments.of(new IllegalStateException("closed"), Cause.UNAVAILABLE),
        Arguments.of(new BufferExhaustedException("full"), Cause.BUSY),
        Arguments.of(new TopicAuthorizationException("no"), Cause.FORBIDDEN));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void whatIsNotTheRowsOwnFaultMayBeSentAgain(RuntimeException e, Cause cause) {
    MockProducer<byte[], byte[]> producer = producer(false);
    CompletableFuture<List<RowResult>> results = write(producer, rows(2));
    producer.errorNext(e);
    producer.completeNext();
    assertThat(results.join().get(0))
        .isEqualTo(new Failed(cause, "topic ada.pin: " + e.getMessage()));
    assertThat(results.join().get(1)).isInstanceOf(Written.class);
  }

  @Test
  void aRowThatIsTooLargeIsRefusedForGood() {
    MockProducer<byte[], byte[]> producer = producer(false);
    CompletableFuture<List<RowResult>> results = write(producer, rows(1));
    producer.errorNext(new RecordTooLargeException("max.request.size"));
    assertThat(results.join().get(0)).isInstanceOf(Refused.class);
  }

  @Test
  void whereThereIsNoRoomForARowNoneAfterItIsTried() {
    MockProducer<byte[], byte[]> full =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
          @Override
          public synchronized Future<RecordMetadata> send(
              ProducerRecord<byte[], byte[]> record, Callback callback) {
            if (history().size() < 2) {
              return super.send(record, callback);
            }
            // As KafkaProducer does, after max.block.ms.
            callback.onCompletion(null, new BufferExhaustedException("full"));
            return CompletableFuture.failedFuture(new BufferExhaustedException("full"));
          }
        };
    List<RowResult> results = write(full, rows(5)).join();
    assertThat(results).hasSize(5);
    assertThat(results.subList(0, 2)).allMatch(Written.class::isInstance);
    assertThat(results.subList(2, 5)).containsOnly(new Failed(Cause.BUSY, "topic ada.pin: full"));
    assertThat(full.history()).hasSize(2);
  }

  @Test
  void aProducerThatCallsBackAndThrowsHasOneResultForEachRow() {
    // As KafkaProducer in an error state: the record is appended before it throws.
    RecordSender both =
        (record, callback) -> {
          callback.onCompletion(null, new KafkaException("Producer is closed forcefully."));
          throw new KafkaException("in an error state");
        };
    for (int count = 1; count <= 3; count++) {
      assertThat(
              new RowWriter(pipelines, both, Optional.empty()).write("ada.pin", rows(count)).join())
          .hasSize(count)
          .allMatch(Failed.class::isInstance);
    }
  }

  @Test
  void aDeadLetterThatCantBeWrittenStopsOnlyFurtherLetters() {
    AtomicInteger letters = new AtomicInteger();
    MockProducer<byte[], byte[]> noLetters =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
          @Override
          public synchronized Future<RecordMetadata> send(
              ProducerRecord<byte[], byte[]> record, Callback callback) {
            if (!record.topic().equals("ada.dlq")) {
              return super.send(record, callback);
            }
            letters.incrementAndGet();
            callback.onCompletion(null, new TimeoutException("not present in metadata"));
            return CompletableFuture.failedFuture(new TimeoutException("not present in metadata"));
          }
        };
    Row unclean = new Row("k", "no row", null, "an object");
    Row clean = Row.of("k", Map.of("ind", 1), 0);
    List<RowResult> results =
        write(
                noLetters,
                Optional.of(new DeadLetters("ada.dlq")),
                List.of(unclean, clean, unclean, clean))
            .join();
    Failed noLetter = new Failed(Cause.UNAVAILABLE, "topic ada.dlq: not present in metadata");
    assertThat(results).containsExactly(noLetter, new Written(0, 0), noLetter, new Written(0, 1));
    assertThat(letters).hasValue(1);
  }

  @Test
  void noRowsAreWrittenAtOnce() {
    assertThat(write(producer(true), List.of())).isCompletedWithValue(List.of());
  }
}
