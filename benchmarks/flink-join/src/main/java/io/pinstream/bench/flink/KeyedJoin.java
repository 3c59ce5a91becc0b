// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.flink;

import io.pinstream.bench.streams.RivalSettings;
import io.pinstream.bench.streams.Rows;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The join by hand: one stream of all rows, and one state for each post. */
final class KeyedJoin {
  private static final byte[] NONE = {};
  private static final TypeInformation<byte[]> BYTES =
      PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;

  /** Index, part and row; no byte stands for a tombstone. */
  private static final TypeInformation<Tuple3<Integer, Integer, byte[]>> ROW =
      Types.TUPLE(Types.INT, Types.INT, BYTES);

  /** Index and post; no byte stands for a tombstone. */
  private static final TypeInformation<Tuple2<Integer, byte[]>> POST =
      Types.TUPLE(Types.INT, BYTES);

  private KeyedJoin() {}

  public static void main(String[] arguments) throws Exception {
    var rival = RivalSettings.of(arguments);
    var environment = FlinkSettings.environment(arguments[0], rival.state());
    var source =
        KafkaSource.<Tuple3<Integer, Integer, byte[]>>builder()
            .setBootstrapServers(rival.bootstrapServers())
            .setTopics(rival.inputs())
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setProperty("isolation.level", "read_committed")
            .setDeserializer(
                new Reading(
                    Map.of(rival.topic("pin"), 0, rival.topic("geo"), 1, rival.topic("user"), 2)))
            .build();
    var producer = new Properties();
    producer.putAll(FlinkSettings.PRODUCER);
    var sink =
        KafkaSink.<Tuple2<Integer, byte[]>>builder()
            .setBootstrapServers(rival.bootstrapServers())
            .setKafkaProducerConfig(producer)
            .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
            .setTransactionalIdPrefix("flink-" + rival.userId())
            .setRecordSerializer(new Writing(rival.topic("post")))
            .build();
    environment
        .fromSource(source, WatermarkStrategy.noWatermarks(), "rows")
        .keyBy(row -> row.f0, Types.INT)
        .process(new Joining(), POST)
        .sinkTo(sink);
    environment.execute("join");
  }

  private record Reading(Map<String, Integer> parts)
      implements KafkaRecordDeserializationSchema<Tuple3<Integer, Integer, byte[]>> {
    private static final long serialVersionUID = 1;

    @Override
    public void deserialize(
        ConsumerRecord<byte[], byte[]> record, Collector<Tuple3<Integer, Integer, byte[]>> out) {
      out.collect(
          Tuple3.of(
              Integer.valueOf(new String(record.key(), StandardCharsets.ISO_8859_1)),
              parts.get(record.topic()),
              record.value() == null ? NONE : record.value()));
    }

    @Override
    public TypeInformation<Tuple3<Integer, Integer, byte[]>> getProducedType() {
      return ROW;
    }
  }

  private static final class Joining
      extends KeyedProcessFunction<
          Integer, Tuple3<Integer, Integer, byte[]>, Tuple2<Integer, byte[]>> {
    private static final long serialVersionUID = 1;

    private transient ValueState<Tuple3<byte[], byte[], byte[]>> parts;

    @Override
    public void open(OpenContext context) {
      parts =
          getRuntimeContext()
              .getState(new ValueStateDescriptor<>("parts", Types.TUPLE(BYTES, BYTES, BYTES)));
    }

    @Override
    public void processElement(
        Tuple3<Integer, Integer, byte[]> row,
        Context context,
        Collector<Tuple2<Integer, byte[]>> out)
        throws Exception {
      var post = parts.value();
      if (post == null) {
        post = Tuple3.of(NONE, NONE, NONE);
      }
      var before = complete(post);
      post.setField(row.f2, row.f1);
      parts.update(post);
      if (complete(post)) {
        out.collect(Tuple2.of(row.f0, Rows.append(Rows.append(post.f0, post.f1), post.f2)));
      } else if (before) {
        out.collect(Tuple2.of(row.f0, NONE));
      }
    }

    private static boolean complete(Tuple3<byte[], byte[], byte[]> post) {
      return post.f0.length > 0 && post.f1.length > 0 && post.f2.length > 0;
    }
  }

  private record Writing(String topic)
      implements KafkaRecordSerializationSchema<Tuple2<Integer, byte[]>> {
    private static final long serialVersionUID = 1;

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        Tuple2<Integer, byte[]> post, KafkaSinkContext context, Long timestamp) {
      return new ProducerRecord<>(
          topic,
          post.f0.toString().getBytes(StandardCharsets.ISO_8859_1),
          post.f1.length == 0 ? null : post.f1);
    }
  }
}
