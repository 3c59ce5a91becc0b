// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench;

import io.pinstream.connect.transforms.Clean;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.source.SourceRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** One pin, cleaned by hand, by the preset, and by a chain of Apache Kafka's transforms. */
// Sampled, a thousand records at a time: on a machine that does other work too, the median and the
// lower percentiles of such short stretches still tell what the code costs.
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class PinCleaningBenchmark {
  private static final int RECORDS = 1 << 10;

  final SourceRecord[] withSchema = new SourceRecord[RECORDS];
  final SourceRecord[] withoutSchema = new SourceRecord[RECORDS];
  final Clean<SourceRecord> clean = new Clean.Value<>();
  final ApacheChain chain = new ApacheChain();

  /** Makes the records. */
  @Setup
  public void setUp() {
    Struct[] rows = PinRows.structs(RECORDS, 42);
    for (int i = 0; i < RECORDS; i++) {
      withSchema[i] = record(PinRows.SCHEMA, rows[i]);
      withoutSchema[i] = record(null, PinRows.map(rows[i]));
    }
    clean.configure(Map.of("preset", "pin"));
    shareTheJvmWithOtherPresets();
  }

  /** A worker cleans all three tables with the same code: no profile that only pins made. */
  private void shareTheJvmWithOtherPresets() {
    Schema geo =
        SchemaBuilder.struct()
            .field("ind", Schema.INT32_SCHEMA)
            .field("timestamp", Timestamp.SCHEMA)
            .field("latitude", Schema.FLOAT32_SCHEMA)
            .field("longitude", Schema.FLOAT32_SCHEMA)
            .field("country", Schema.STRING_SCHEMA)
            .build();
    Struct place =
        new Struct(geo)
            .put("ind", 1)
            .put("timestamp", Timestamp.toLogical(geo.field("timestamp").schema(), 1_598_586_767L))
            .put("latitude", -88.8298f)
            .put("longitude", 8.65953f)
            .put("country", "Albania");
    Map<String, Object> user =
        Map.of(
            "ind",
            1,
            "first_name",
            "A",
            "last_name",
            "B",
            "age",
            "32",
            "date_joined",
            "2020-08-28 03:52:47");
    clean("geo", record(geo, place));
    clean("user", record(null, user));
  }

  private static void clean(String preset, SourceRecord record) {
    try (Clean<SourceRecord> clean = new Clean.Value<>()) {
      clean.configure(Map.of("preset", preset));
      for (int i = 0; i < 50_000; i++) {
        clean.apply(record);
      }
    }
  }

  private static SourceRecord record(Schema schema, Object value) {
    return new SourceRecord(
        Map.of(), Map.of(), "ada.pin", null, Schema.STRING_SCHEMA, "7528", schema, value);
  }

  /** By hand, with a schema. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public void structHandWritten(Blackhole cleaned) {
    for (SourceRecord record : withSchema) {
      cleaned.consume(byHand(record));
    }
  }

  /** By the preset, with a schema. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public void structClean(Blackhole cleaned) {
    for (SourceRecord record : withSchema) {
      cleaned.consume(clean.apply(record));
    }
  }

  /** By a chain of ten transforms, with a schema. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public void structApacheChain(Blackhole cleaned) {
    for (SourceRecord record : withSchema) {
      cleaned.consume(chain.apply(record));
    }
  }

  /** By hand, without a schema. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public void mapHandWritten(Blackhole cleaned) {
    for (SourceRecord record : withoutSchema) {
      cleaned.consume(byHandWithoutSchema(record));
    }
  }

  /** By the preset, without a schema. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public void mapClean(Blackhole cleaned) {
    for (SourceRecord record : withoutSchema) {
      cleaned.consume(clean.apply(record));
    }
  }

  SourceRecord byHand(SourceRecord record) {
    Struct cleaned = HandWrittenPinCleaning.clean((Struct) record.value());
    return withValue(record, HandWrittenPinCleaning.SCHEMA, cleaned);
  }

  @SuppressWarnings("unchecked") // These records' values are maps.
  SourceRecord byHandWithoutSchema(SourceRecord record) {
    Object cleaned = HandWrittenPinCleaning.clean((Map<String, Object>) record.value());
    return withValue(record, null, cleaned);
  }

  private static SourceRecord withValue(SourceRecord record, Schema schema, Object value) {
    return record.newRecord(
        record.topic(),
        record.kafkaPartition(),
        record.keySchema(),
        record.key(),
        schema,
        value,
        record.timestamp());
  }
}
