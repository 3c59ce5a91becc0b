// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.spark;

import io.pinstream.bench.streams.RivalSettings;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The join as Spark's documentation would have it: three streams, joined without end. It joins
 * records, not versions: a row that is sent again gives a post again for each of the others.
 */
final class StreamJoin {
  private static final long BATCH = 200_000;

  private StreamJoin() {}

  public static void main(String[] arguments) throws Exception {
    var rival = RivalSettings.of(arguments);
    var query = new SparkQuery(rival);
    var session = query.session();
    Dataset<Row> rows = null;
    for (var part : RivalSettings.PARTS) {
      var stream =
          query
              .reader(session, BATCH)
              .option("subscribe", rival.topic(part))
              .load()
              .selectExpr("key", "value AS " + part);
      rows = rows == null ? stream : rows.join(stream, "key");
    }
    // {a}, {b} and {c} become {a,b,c}.
    query.write(
        rows.selectExpr(
            "key",
            "concat("
                + "substring(pin, 1, octet_length(pin) - 1), X'2C', "
                + "substring(geo, 2, octet_length(geo) - 2), X'2C', "
                + "substring(user, 2)) AS value"));
  }
}
