// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pinstream.connect.source.sampling.Draws;
import io.pinstream.connect.source.sampling.IndexRange;
import io.pinstream.connect.source.sampling.Life;
import io.pinstream.connect.source.sampling.PositionCursor;
import io.pinstream.connect.source.sampling.Rounds;
import io.pinstream.connect.source.sampling.SamplingOrder;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Logger;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

/** What a reader says when rows don't fit into the worker's memory. */
class OutOfMemoryTest {

  @Test
  void saysWhatHelps() {
    ConnectionSettings settings =
        new ConnectionSettings(
            "jdbc:mysql://db/x",
            "u",
            "p",
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            null,
            Map.of());
    Database database = new Database(new ExhaustedDialect(), settings, "exhausted");
    try (PostReader reader = reader(database)) {
      reader.start();

      await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(reader::feed)
                      .isInstanceOf(ConnectException.class)
                      .hasMessageContaining("lower memory.max.bytes")
                      .hasMessageContaining("give the worker more memory")
                      .hasMessageContaining("leave out what is large in a row with a view")
                      .hasMessageContaining("8 bytes of each index")
                      .hasCauseInstanceOf(OutOfMemoryError.class));
    }
  }

  private static PostReader reader(Database database) {
    return new PostReader(
        "exhausted",
        new Retries(database, 3, Duration.ofMillis(1)),
        new TableSelection(
            List.of(new SampledTable(TableName.parse("t"), "ind", null, Set.of(), Set.of())),
            IndexRange.ALL,
            null,
            MissingRow.SKIP,
            false,
            ZoneOffset.UTC,
            false),
        new PositionCursor(List.of(0L), 1, 10),
        new Draws(SamplingOrder.RANDOM, 1, false),
        new Life(1, 1, 0, 0, 0, 0, 0, 1, 10),
        () -> new Rounds(1, 0, 0),
        1_000,
        500,
        Duration.ZERO);
  }

  private static final class ExhaustedDialect extends MySqlDialect {
    ExhaustedDialect() {
      super("jdbc:mysql:", ExhaustedDriver.class.getName(), 1, Map.of(), Set.of());
    }
  }

  /** A driver that finds no memory. */
  public static final class ExhaustedDriver implements Driver {
    @Override
    public Connection connect(String url, Properties info) {
      throw new OutOfMemoryError("Java heap space");
    }

    @Override
    public boolean acceptsURL(String url) {
      return true;
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
      return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
      return 1;
    }

    @Override
    public int getMinorVersion() {
      return 0;
    }

    @Override
    public boolean jdbcCompliant() {
      return false;
    }

    @Override
    public Logger getParentLogger() {
      return Logger.getGlobal();
    }
  }
}
