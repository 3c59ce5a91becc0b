// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.flink;

import io.pinstream.bench.streams.RivalSettings;
import io.pinstream.bench.streams.Rows;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.api.config.ExecutionConfigOptions;
import org.apache.flink.table.functions.ScalarFunction;

/** The join as Flink's documentation would have it: three upsert tables, joined in SQL. */
public final class SqlJoin {
  private static final Duration MINI_BATCH = Duration.ofMillis(100);
  private static final long MINI_BATCH_RECORDS = 5_000;

  private SqlJoin() {}

  /** Strings the rows of a post together. */
  public static final class Append extends ScalarFunction {
    private static final long serialVersionUID = 1;

    // Flink finds the method by its name.
    public @DataTypeHint("BYTES") byte[] eval(
        @DataTypeHint("BYTES") byte[] left, @DataTypeHint("BYTES") byte[] right) {
      return Rows.append(left, right);
    }
  }

  public static void main(String[] arguments) throws IOException {
    var rival = RivalSettings.of(arguments);
    var tables =
        StreamTableEnvironment.create(FlinkSettings.environment(arguments[0], rival.state()));
    tables
        .getConfig()
        .set(ExecutionConfigOptions.TABLE_EXEC_MINIBATCH_ENABLED, true)
        .set(ExecutionConfigOptions.TABLE_EXEC_MINIBATCH_ALLOW_LATENCY, MINI_BATCH)
        .set(ExecutionConfigOptions.TABLE_EXEC_MINIBATCH_SIZE, MINI_BATCH_RECORDS);
    tables.createTemporarySystemFunction("append", Append.class);
    for (var part : RivalSettings.PARTS) {
      tables.executeSql(table(rival, part, ""));
    }
    tables.executeSql(table(rival, "post", exactlyOnce(rival)));
    tables.executeSql(
        """
        INSERT INTO `post`
        SELECT `pin`.ind, append(append(`pin`.json, `geo`.json), `user`.json)
        FROM `pin`
        JOIN `geo` ON `geo`.ind = `pin`.ind
        JOIN `user` ON `user`.ind = `pin`.ind
        """);
  }

  private static String table(RivalSettings rival, String suffix, String more) {
    return """
    CREATE TABLE `%s` (ind BYTES, json BYTES, PRIMARY KEY (ind) NOT ENFORCED) WITH (
      'connector' = 'upsert-kafka',
      'topic' = '%s',
      'properties.bootstrap.servers' = '%s',
      'key.format' = 'raw',
      'value.format' = 'raw',
      'value.fields-include' = 'EXCEPT_KEY'%s)
    """
        .formatted(suffix, rival.topic(suffix), rival.bootstrapServers(), more);
  }

  private static String exactlyOnce(RivalSettings rival) {
    var producer =
        FlinkSettings.PRODUCER.entrySet().stream()
            .collect(Collectors.toMap(one -> "properties." + one.getKey(), Map.Entry::getValue));
    producer.put("sink.delivery-guarantee", "exactly-once");
    producer.put("sink.transactional-id-prefix", "flink-" + rival.userId());
    return producer.entrySet().stream()
        .map(one -> ", '%s' = '%s'".formatted(one.getKey(), one.getValue()))
        .collect(Collectors.joining());
  }
}
