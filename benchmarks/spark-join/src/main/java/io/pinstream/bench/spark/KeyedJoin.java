// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.spark;

import io.pinstream.bench.streams.RivalSettings;
import io.pinstream.bench.streams.Rows;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.StatefulProcessor;
import org.apache.spark.sql.streaming.TTLConfig;
import org.apache.spark.sql.streaming.TimeMode;
import org.apache.spark.sql.streaming.TimerValues;
import org.apache.spark.sql.streaming.ValueState;
import scala.Tuple2;
import scala.Tuple3;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;

/** The join by hand: one stream of all rows, and one state for each post. */
final class KeyedJoin {
  private static final long BATCH = 600_000;
  private static final Encoder<Tuple2<byte[], byte[]>> POST =
      Encoders.tuple(Encoders.BINARY(), Encoders.BINARY());
  private static final Encoder<Tuple3<String, Integer, byte[]>> ROW =
      Encoders.tuple(Encoders.STRING(), Encoders.INT(), Encoders.BINARY());
  private static final Encoder<Tuple3<byte[], byte[], byte[]>> PARTS =
      Encoders.tuple(Encoders.BINARY(), Encoders.BINARY(), Encoders.BINARY());

  private KeyedJoin() {}

  public static void main(String[] arguments) throws Exception {
    var rival = RivalSettings.of(arguments);
    var query = new SparkQuery(rival);
    var topics = String.join(",", rival.inputs());
    query.write(
        query
            .reader(query.session(), BATCH)
            .option("subscribe", topics)
            .load()
            .selectExpr(
                "CAST(key AS STRING) AS _1",
                "CASE topic WHEN '%s' THEN 0 WHEN '%s' THEN 1 ELSE 2 END AS _2"
                    .formatted(rival.topic("pin"), rival.topic("geo")),
                "value AS _3")
            .as(ROW)
            .groupByKey(
                (MapFunction<Tuple3<String, Integer, byte[]>, String>) Tuple3::_1,
                Encoders.STRING())
            .transformWithState(new Joining(), TimeMode.None(), OutputMode.Append(), POST)
            .toDF("key", "value"));
  }

  private static final class Joining
      extends StatefulProcessor<String, Tuple3<String, Integer, byte[]>, Tuple2<byte[], byte[]>> {
    private static final long serialVersionUID = 1;

    private transient ValueState<Tuple3<byte[], byte[], byte[]>> parts;

    @Override
    public void init(OutputMode outputMode, TimeMode timeMode) {
      parts = getHandle().getValueState("parts", PARTS, TTLConfig.NONE());
    }

    @Override
    public Iterator<Tuple2<byte[], byte[]>> handleInputRows(
        String key, Iterator<Tuple3<String, Integer, byte[]>> rows, TimerValues timers) {
      var known =
          parts.exists() ? parts.get() : new Tuple3<byte[], byte[], byte[]>(null, null, null);
      byte[][] post = {known._1(), known._2(), known._3()};
      List<Tuple2<byte[], byte[]>> out = new ArrayList<>();
      while (rows.hasNext()) {
        var row = rows.next();
        var before = complete(post);
        post[row._2()] = row._3();
        if (complete(post)) {
          out.add(new Tuple2<>(bytes(key), Rows.append(Rows.append(post[0], post[1]), post[2])));
        } else if (before) {
          out.add(new Tuple2<>(bytes(key), null));
        }
      }
      parts.update(new Tuple3<>(post[0], post[1], post[2]));
      return CollectionConverters.asScala(out.iterator());
    }

    private static boolean complete(byte[][] post) {
      return post[0] != null && post[1] != null && post[2] != null;
    }

    private static byte[] bytes(String key) {
      return key.getBytes(StandardCharsets.ISO_8859_1);
    }
  }
}
