// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinstream.stack.dataset.DatasetLoader.Outcome;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** What a load does, in whichever database and through whichever driver. */
interface LoadContract {
  /** The JDBC URL of a new, empty database. */
  String freshDatabase() throws SQLException;

  String user();

  String quoted(String identifier);

  /** An expression that gives a float as the database writes it. */
  String castToText(String column);

  @Test
  default void everyRowComesBackAsMade() throws SQLException {
    String url = freshDatabase();
    PinterestDataset dataset = new PinterestDataset(100, PinterestDataset.DEFAULT_ROWS);
    assertThat(loader(url).load(dataset, false, ProgressListener.NONE)).isEqualTo(Outcome.LOADED);
    assertThat(loader(url).isLoaded(dataset)).isTrue();
    try (Connection connection = DriverManager.getConnection(url, user(), "");
        Statement statement = connection.createStatement()) {
      try (ResultSet result = rows(statement, Table.PINTEREST_DATA)) {
        for (int i = 0; i < dataset.rows(); i++) {
          assertThat(result.next()).isTrue();
          assertThat(
                  new PinRow(
                      result.getInt("index"),
                      result.getString("unique_id"),
                      result.getString("title"),
                      result.getString("description"),
                      result.getString("poster_name"),
                      result.getString("follower_count"),
                      result.getString("tag_list"),
                      result.getString("is_image_or_video"),
                      result.getString("image_src"),
                      result.getInt("downloaded"),
                      result.getString("save_location"),
                      result.getString("category")))
              .isEqualTo(dataset.pin(i));
        }
        assertThat(result.next()).isFalse();
      }
      try (ResultSet result = rows(statement, Table.GEOLOCATION_DATA)) {
        for (int i = 0; i < dataset.rows(); i++) {
          assertThat(result.next()).isTrue();
          assertThat(
                  new GeoRow(
                      result.getInt("ind"),
                      result.getObject("timestamp", LocalDateTime.class),
                      result.getFloat("latitude"),
                      result.getFloat("longitude"),
                      result.getString("country")))
              .isEqualTo(dataset.geo(i));
        }
        assertThat(result.next()).isFalse();
      }
      try (ResultSet result = rows(statement, Table.USER_DATA)) {
        for (int i = 0; i < dataset.rows(); i++) {
          assertThat(result.next()).isTrue();
          assertThat(
                  new UserRow(
                      result.getInt("ind"),
                      result.getString("first_name"),
                      result.getString("last_name"),
                      result.getInt("age"),
                      result.getObject("date_joined", LocalDateTime.class)))
              .isEqualTo(dataset.user(i));
        }
        assertThat(result.next()).isFalse();
      }
      try (ResultSet result =
          statement.executeQuery(
              "SELECT ind, "
                  + castToText("latitude")
                  + ", "
                  + castToText("longitude")
                  + " FROM geolocation_data ORDER BY ind")) {
        while (result.next()) {
          GeoRow row = dataset.geo(result.getInt(1));
          assertThat(new BigDecimal(result.getString(2)))
              .isEqualByComparingTo(written(row.latitude()));
          assertThat(new BigDecimal(result.getString(3)))
              .isEqualByComparingTo(written(row.longitude()));
        }
      }
    }
  }

  @Test
  default void columnsHaveTheOriginalsTypes() throws SQLException {
    String url = freshDatabase();
    loader(url).load(new PinterestDataset(1, 1), false, ProgressListener.NONE);
    try (Connection connection = DriverManager.getConnection(url, user(), "")) {
      assertThat(columnType(connection, "pinterest_data", "index")).isEqualTo(Types.INTEGER);
      assertThat(columnType(connection, "pinterest_data", "unique_id")).isEqualTo(Types.CHAR);
      assertThat(columnType(connection, "pinterest_data", "follower_count"))
          .isIn(Types.VARCHAR, Types.LONGVARCHAR);
      assertThat(columnType(connection, "geolocation_data", "latitude")).isEqualTo(Types.REAL);
      assertThat(columnType(connection, "geolocation_data", "timestamp"))
          .isEqualTo(Types.TIMESTAMP);
      assertThat(columnType(connection, "user_data", "date_joined")).isEqualTo(Types.TIMESTAMP);
    }
  }

  @Test
  default void theIndexIsPlainAndCanBeLeftOut() throws SQLException {
    String indexed = freshDatabase();
    loader(indexed).load(new PinterestDataset(1, 3), false, ProgressListener.NONE);
    assertThat(indexes(indexed))
        .containsExactly("pinterest_data.index", "geolocation_data.ind", "user_data.ind");
    String plain = freshDatabase();
    loader(plain).withoutIndexes().load(new PinterestDataset(1, 3), false, ProgressListener.NONE);
    assertThat(indexes(plain)).isEmpty();
  }

  @Test
  default void theSameDataSetIsLeftAlone() throws SQLException {
    String url = freshDatabase();
    PinterestDataset dataset = new PinterestDataset(1, 12);
    loader(url).load(dataset, false, ProgressListener.NONE);
    execute(url, "UPDATE user_data SET first_name = 'Changed' WHERE ind = 0");
    assertThat(loader(url).load(dataset, false, ProgressListener.NONE))
        .isEqualTo(Outcome.ALREADY_THERE);
    assertThat(query(url, "SELECT first_name FROM user_data WHERE ind = 0")).isEqualTo("Changed");
  }

  @Test
  default void anotherDataSetIsReplacedOnlyOnRequest() throws SQLException {
    String url = freshDatabase();
    loader(url).load(new PinterestDataset(1, 12), false, ProgressListener.NONE);
    PinterestDataset other = new PinterestDataset(2, 20);
    assertThatThrownBy(() -> loader(url).load(other, false, ProgressListener.NONE))
        .isInstanceOf(DatasetLoadException.class)
        .hasMessageContaining("already holds a data set with seed 1 and 12 rows")
        .hasMessageContaining("ask for replacement");
    assertThat(loader(url).isLoaded(other)).isFalse();
    assertThat(query(url, "SELECT COUNT(*) FROM user_data")).isEqualTo("12");
    assertThat(loader(url).load(other, true, ProgressListener.NONE)).isEqualTo(Outcome.LOADED);
    assertThat(loader(url).isLoaded(other)).isTrue();
    assertThat(query(url, "SELECT COUNT(*) FROM user_data")).isEqualTo("20");
  }

  @Test
  default void aUsersOwnTableIsReplacedOnlyOnRequest() throws SQLException {
    String url = freshDatabase();
    execute(url, "CREATE TABLE user_data (mine INT)");
    execute(url, "INSERT INTO user_data VALUES (42)");
    PinterestDataset dataset = new PinterestDataset(1, 12);
    assertThat(loader(url).isLoaded(dataset)).isFalse();
    assertThatThrownBy(() -> loader(url).load(dataset, false, ProgressListener.NONE))
        .isInstanceOf(DatasetLoadException.class)
        .hasMessageContaining("already holds tables that Pinstream did not make (user_data)");
    assertThat(query(url, "SELECT mine FROM user_data")).isEqualTo("42");
    assertThat(loader(url).load(dataset, true, ProgressListener.NONE)).isEqualTo(Outcome.LOADED);
    assertThat(query(url, "SELECT COUNT(*) FROM user_data")).isEqualTo("12");
  }

  @Test
  default void aTableThatOnlyBearsTheRecordsNameIsNeverDropped() throws SQLException {
    String url = freshDatabase();
    execute(url, "CREATE TABLE pinstream_dataset (mine INT)");
    execute(url, "INSERT INTO pinstream_dataset VALUES (42)");
    assertThatThrownBy(
            () -> loader(url).load(new PinterestDataset(1, 12), true, ProgressListener.NONE))
        .isInstanceOf(DatasetLoadException.class)
        .hasMessageContaining("pinstream_dataset")
        .hasMessageContaining("rename it or name another database");
    assertThat(query(url, "SELECT mine FROM pinstream_dataset")).isEqualTo("42");
  }

  @Test
  default void aLoadThatBrokeOffIsLoadedAnew() throws SQLException {
    String url = freshDatabase();
    PinterestDataset dataset = new PinterestDataset(1, 9_000);
    assertThatThrownBy(
            () ->
                loader(url)
                    .load(
                        dataset,
                        false,
                        (table, rowsDone, rowsOfTable) -> {
                          if (table.equals("geolocation_data") && rowsDone > 0) {
                            throw new IllegalStateException("pulled the plug");
                          }
                        }))
        .hasStackTraceContaining("pulled the plug");
    assertThat(loader(url).isLoaded(dataset)).isFalse();
    assertThat(loader(url).load(dataset, false, ProgressListener.NONE)).isEqualTo(Outcome.LOADED);
    assertThat(query(url, "SELECT COUNT(*) FROM geolocation_data")).isEqualTo("9000");
  }

  @Test
  default void oneLoadAtATime() throws SQLException {
    String url = freshDatabase();
    List<String> messages = new ArrayList<>();
    loader(url)
        .load(
            new PinterestDataset(1, 12),
            false,
            (table, rowsDone, rowsOfTable) -> {
              if (messages.isEmpty()) {
                assertThatThrownBy(
                        () ->
                            loader(url)
                                .withLockWait(Duration.ZERO)
                                .load(new PinterestDataset(2, 12), true, ProgressListener.NONE))
                    .isInstanceOf(DatasetLoadException.class)
                    .satisfies(e -> messages.add(e.getMessage()));
              }
            });
    assertThat(messages).singleElement().asString().startsWith("Another process is loading");
    assertThat(loader(url).isLoaded(new PinterestDataset(1, 12))).isTrue();
  }

  @Test
  default void progressEndsWithAllRowsOfEachTable() throws SQLException {
    Map<String, Long> done = new ConcurrentHashMap<>();
    loader(freshDatabase())
        .load(
            new PinterestDataset(1, 5_000),
            false,
            (table, rowsDone, rowsOfTable) -> {
              assertThat(rowsOfTable).isEqualTo(5_000);
              assertThat(rowsDone).isBetween(done.getOrDefault(table, 0L), 5_000L);
              done.put(table, rowsDone);
            });
    assertThat(done)
        .containsOnly(
            Map.entry("pinterest_data", 5_000L),
            Map.entry("geolocation_data", 5_000L),
            Map.entry("user_data", 5_000L));
  }

  private DatasetLoader loader(String url) {
    return new DatasetLoader(url, user(), "");
  }

  private ResultSet rows(Statement statement, Table table) throws SQLException {
    return statement.executeQuery(
        "SELECT * FROM "
            + quoted(table.sqlName())
            + " ORDER BY "
            + quoted(table.indexColumn().name()));
  }

  private static String written(float degrees) {
    StringBuilder text = new StringBuilder();
    SixDigits.append(text, degrees);
    return text.toString();
  }

  private static int columnType(Connection connection, String table, String column)
      throws SQLException {
    try (ResultSet result =
        connection
            .getMetaData()
            .getColumns(connection.getCatalog(), connection.getSchema(), table, column)) {
      assertThat(result.next()).isTrue();
      return result.getInt("DATA_TYPE");
    }
  }

  private List<String> indexes(String url) throws SQLException {
    List<String> indexes = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url, user(), "")) {
      DatabaseMetaData metaData = connection.getMetaData();
      for (Table table : Table.values()) {
        try (ResultSet result =
            metaData.getIndexInfo(
                connection.getCatalog(), connection.getSchema(), table.sqlName(), false, false)) {
          while (result.next()) {
            if (result.getShort("TYPE") != DatabaseMetaData.tableIndexStatistic) {
              assertThat(result.getBoolean("NON_UNIQUE")).isTrue();
              indexes.add(
                  table.sqlName() + "." + result.getString("COLUMN_NAME").replace("\"", ""));
            }
          }
        }
      }
    }
    return indexes;
  }

  private void execute(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user(), "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String query(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user(), "");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      assertThat(result.next()).isTrue();
      return result.getString(1);
    }
  }
}
