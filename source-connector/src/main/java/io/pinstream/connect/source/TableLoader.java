// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import io.pinstream.connect.source.database.Database;
import io.pinstream.connect.source.database.IndexBounds;
import io.pinstream.connect.source.database.Snapshot;
import io.pinstream.connect.source.database.SnapshotReader;
import io.pinstream.connect.source.database.TableLayout;
import io.pinstream.connect.source.sampling.IndexRange;
import io.pinstream.connect.source.sampling.SamplingOrder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the tables of the settings. */
final class TableLoader {

  private static final Logger LOG = LoggerFactory.getLogger(TableLoader.class);

  /** What the original script draws from, if nothing else is asked for. */
  private static final IndexRange SCRIPT_RANGE = new IndexRange(0, 11_000);

  private final SourceConfig config;
  private final Database database;

  TableLoader(SourceConfig config, Database database) {
    this.config = config;
    this.database = database;
  }

  Snapshot load(Connection connection) throws SQLException {
    long start = System.nanoTime();
    List<TableLayout> tables = new ArrayList<>();
    for (int i = 0; i < config.tables().size(); i++) {
      tables.add(
          TableLayout.read(
              connection,
              database.dialect(),
              config.tables().get(i),
              config.indexColumns().get(i),
              config.timeZone(),
              config.unmappedColumns()));
    }
    IndexRange range = range(connection, tables.get(0));
    Snapshot snapshot =
        new SnapshotReader(database.dialect())
            .read(connection, tables, range, config.missingRow() == MissingRow.SKIP);
    if (snapshot.size() == 0) {
      throw new ConnectException(
          "there is nothing to draw from: table "
              + config.tables().get(0)
              + " has no row in the range "
              + range
              + (config.tables().size() > 1 ? " that the other tables have too" : "")
              + "; fill the tables or change sampling.range");
    }
    LOG.info(
        "Read {} posts of {} tables ({}) in {} ms",
        snapshot.size(),
        tables.size(),
        range,
        (System.nanoTime() - start) / 1_000_000);
    return snapshot;
  }

  private IndexRange range(Connection connection, TableLayout first) throws SQLException {
    IndexRange range = config.range();
    if (config.samplingOrder() == SamplingOrder.PYTHON && range.isAll()) {
      IndexBounds bounds = IndexBounds.read(connection, database.dialect(), first, range);
      return bounds.last() >= SCRIPT_RANGE.high() ? SCRIPT_RANGE : range;
    }
    return range;
  }
}
