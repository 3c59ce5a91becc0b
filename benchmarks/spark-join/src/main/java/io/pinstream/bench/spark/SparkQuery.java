// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.spark;

import io.pinstream.bench.streams.RivalSettings;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamReader;
import org.apache.spark.sql.streaming.OutputMode;

/**
 * What every query is given.
 *
 * @param rival where it gets its topics from
 */
record SparkQuery(RivalSettings rival) {
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  /**
   * Driver and executors in this process; state in RocksDB, of which a batch writes the changes.
   */
  SparkSession session() {
    var session =
        SparkSession.builder()
            .appName("join")
            .master("local[*]")
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.local.dir", rival.state().resolve("local").toString())
            .config("spark.sql.shuffle.partitions", CORES)
            .config(
                "spark.sql.streaming.stateStore.providerClass",
                "org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider")
            .config("spark.sql.streaming.stateStore.rocksdb.changelogCheckpointing.enabled", true)
            .config("spark.sql.streaming.stateStore.rocksdb.trackTotalNumberOfRows", false)
            .config("spark.sql.streaming.noDataMicroBatches.enabled", false)
            .getOrCreate();
    session.sparkContext().setLogLevel("WARN");
    return session;
  }

  /**
   * Reads from the beginning.
   *
   * @param batch how many records a micro-batch may take
   */
  DataStreamReader reader(SparkSession session, long batch) {
    return session
        .readStream()
        .format("kafka")
        .option("kafka.bootstrap.servers", rival.bootstrapServers())
        .option("kafka.isolation.level", "read_committed")
        .option("startingOffsets", "earliest")
        .option("maxOffsetsPerTrigger", batch);
  }

  /** Writes key and value of the posts, one micro-batch after another, until the process ends. */
  void write(Dataset<Row> posts) throws Exception {
    posts
        .writeStream()
        .format("kafka")
        .option("kafka.bootstrap.servers", rival.bootstrapServers())
        .option("kafka.linger.ms", "100")
        .option("kafka.batch.size", "262144")
        .option("topic", rival.topic("post"))
        .option("checkpointLocation", rival.state().resolve("checkpoint").toString())
        .outputMode(OutputMode.Append())
        .start()
        .awaitTermination();
  }
}
