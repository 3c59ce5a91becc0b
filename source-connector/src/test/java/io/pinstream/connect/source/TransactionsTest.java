// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.connect.source.database.MariaDbDatabase;
import io.pinstream.connect.source.database.MariaDbServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.TransactionContext;
import org.junit.jupiter.api.Test;

class TransactionsTest {
  private static final int POSTS = 50;

  @Test
  void endsATransactionAfterEachPostWhereThatIsLeftToIt() throws Exception {
    MariaDbDatabase database = MariaDbServer.shared().createDatabase("transactions");
    database.execute(PinterestTables.mySql(POSTS));
    Map<String, String> settings =
        database.settings("mariadb", "posts.max", Integer.toString(POSTS));
    Ends ends = new Ends();
    try (RunningTask task = RunningTask.start(settings, ends)) {
      List<SourceRecord> records = task.pollRecords(Integer.MAX_VALUE);
      assertThat(records).hasSize(3 * POSTS);
      assertThat(ends.records)
          .containsExactlyElementsOf(
              records.stream().filter(record -> record.topic().endsWith(".user")).toList());
    }
  }

  @Test
  void saysThatItCan() {
    JdbcSampleSourceConnector connector = new JdbcSampleSourceConnector();
    assertThat(connector.exactlyOnceSupport(Map.of())).isEqualTo(ExactlyOnceSupport.SUPPORTED);
    assertThat(connector.canDefineTransactionBoundaries(Map.of()))
        .isEqualTo(ConnectorTransactionBoundaries.SUPPORTED);
  }

  private static final class Ends implements TransactionContext {
    private final List<SourceRecord> records = new ArrayList<>();

    @Override
    public void commitTransaction() {
      throw new AssertionError("a batch may hold several posts");
    }

    @Override
    public void commitTransaction(SourceRecord record) {
      records.add(record);
    }

    @Override
    public void abortTransaction() {
      throw new AssertionError("there is nothing to take back");
    }

    @Override
    public void abortTransaction(SourceRecord record) {
      throw new AssertionError("there is nothing to take back");
    }
  }
}
