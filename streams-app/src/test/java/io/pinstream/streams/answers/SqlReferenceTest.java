// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinstream.streams.TopologyFixture;
import io.pinstream.streams.instances.LocalPosts;
import io.pinstream.streams.instances.LookLimit;
import io.pinstream.streams.post.Column;
import io.pinstream.streams.post.PostFilter;
import io.pinstream.streams.post.Table;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.kafka.streams.KeyValue;

/**
 * After any history of new rows, resends, changed rows and tombstones, the answers equal what a
 * database says of the same rows, and so do their topics.
 */
class SqlReferenceTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path QUESTIONS = Path.of("../config/questions");

  private static final Map<Question, String> LEADERS_SQL =
      Map.of(
          Question.CATEGORIES_BY_YEAR,
          "with c as (select post_year y, category, count(*) n from posts where y between"
              + " 2018 and 2022 and category is not null group by y, category) select * from c"
              + " where n = (select max(n) from c d where d.y = c.y) order by 1, 2, 3",
          Question.TOP_POSTER_BY_COUNTRY,
          "with c as (select distinct country, poster_name, follower_count from posts where country"
              + " is not null and poster_name is not null) select * from c where follower_count ="
              + " (select max(follower_count) from c) order by 1, 2, 3");

  private static final Map<String, PostFilter> RESTRICTIONS =
      Map.of(
          "country = 'Côte d''Ivoire'",
          filter(Optional.of("Côte d'Ivoire"), Optional.empty(), Optional.empty()),
          "category = 'art'",
          filter(Optional.empty(), Optional.of("art"), Optional.empty()),
          "post_year = 2022",
          filter(Optional.empty(), Optional.empty(), Optional.of(2022)),
          "post_year = 2020 and category = 'travel' and country = 'Peru'",
          filter(Optional.of("Peru"), Optional.of("travel"), Optional.of(2020)));

  private static PostFilter filter(
      Optional<String> country, Optional<String> category, Optional<Integer> year) {
    return new PostFilter(country, category, year, Optional.empty());
  }

  /** One record; a null row is a tombstone. */
  record Event(int ind, Table table, ObjectNode row) {}

  private static Connection database;

  @BeforeContainer
  static void open() throws SQLException, IOException {
    database = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = database.createStatement()) {
      statement.execute(
          "create table post (ind bigint, category varchar, country varchar, poster_name varchar,"
              + " follower_count bigint, timestamp timestamp, user_name varchar, age bigint,"
              + " date_joined timestamp, deleted boolean, kafka_offset bigint)");
    }
    createPosts();
  }

  private static void createPosts() throws SQLException, IOException {
    try (Statement statement = database.createStatement()) {
      statement.execute(
          "create or replace view posts as " + Files.readString(QUESTIONS.resolve("posts.sql")));
    }
  }

  @AfterContainer
  static void close() throws SQLException {
    database.close();
  }

  @Provide
  Arbitrary<List<Event>> histories() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 12), Arbitraries.of(Table.values()))
        .as(Map::entry)
        .flatMap(
            slot -> row(slot.getValue()).map(row -> new Event(slot.getKey(), slot.getValue(), row)))
        .list()
        .ofMinSize(20)
        .ofMaxSize(120);
  }

  private static Arbitrary<ObjectNode> row(Table table) {
    Arbitrary<ObjectNode> row =
        switch (table) {
          case PIN ->
              Combinators.combine(
                      Arbitraries.of("art", "beauty", "travel").injectNull(0.1),
                      Arbitraries.of("Ann", "Bob", "Böb", "😀", "Ａ", "a,b").injectNull(0.1),
                      Arbitraries.of(0L, 1L, 2L, 500L, 501L, 15_000_000L).injectNull(0.1))
                  .as(SqlReferenceTest::pin);
          case GEO ->
              Combinators.combine(
                      Arbitraries.of("Chad", "Côte d'Ivoire", "Peru").injectNull(0.1),
                      instants(
                          "2017-12-31T23:59:59Z",
                          "2018-01-01T00:00:00Z",
                          "2020-06-01T12:00:00Z",
                          "2022-12-31T23:59:59.999Z",
                          "2023-01-01T00:00:00Z"))
                  .as(SqlReferenceTest::geo);
          case USER ->
              Combinators.combine(
                      Arbitraries.of("Some One", "Other One").injectNull(0.1),
                      Arbitraries.of(Long.MIN_VALUE, 0L, 17L, 18L, 24L, 25L, 35L, 36L, 50L, 51L)
                          .injectNull(0.1),
                      instants(
                          "2014-12-31T23:59:59Z",
                          "2015-01-01T00:00:00Z",
                          "2016-02-29T00:00:00Z",
                          "2016-03-01T00:00:00Z",
                          "2020-12-31T23:59:59Z",
                          "2021-01-01T00:00:00Z"))
                  .as(SqlReferenceTest::user);
        };
    return row.injectNull(0.08);
  }

  private static Arbitrary<String> instants(String... instants) {
    return Arbitraries.of(instants).injectNull(0.1);
  }

  private static ObjectNode pin(String category, String posterName, Long followers) {
    ObjectNode row = JSON.createObjectNode();
    for (Column column : Table.PIN.columns()) {
      row.putNull(column.name());
    }
    return row.put("category", category)
        .put("poster_name", posterName)
        .put("follower_count", followers);
  }

  private static ObjectNode geo(String country, String timestamp) {
    return JSON.createObjectNode()
        .put("country", country)
        .putNull("coordinates")
        .put("timestamp", timestamp);
  }

  private static ObjectNode user(String name, Long age, String dateJoined) {
    return JSON.createObjectNode()
        .put("user_name", name)
        .put("age", age)
        .put("date_joined", dateJoined);
  }

  @Property(tries = 60)
  void answersEqualTheDatabases(@ForAll("histories") List<Event> history) throws Exception {
    try (TopologyFixture app = new TopologyFixture()) {
      Map<Integer, Map<String, JsonNode>> published = new HashMap<>();
      int half = history.size() / 2;
      send(app, history.subList(0, half));
      // Twice, so that rows also have to leave the topics again.
      check(app, history.subList(0, half), published);
      send(app, history.subList(half, history.size()));
      check(app, history, published);
      checkRestricted(app);
      assertThat(app.takeDeadLetters()).isEmpty();
    }
  }

  private static void send(TopologyFixture app, List<Event> events) {
    for (Event event : events) {
      app.send(
          event.table(),
          event.ind(),
          event.row() == null ? null : event.row().deepCopy().put("ind", event.ind()).toString());
    }
  }

  private static void check(
      TopologyFixture app, List<Event> history, Map<Integer, Map<String, JsonNode>> published)
      throws SQLException, IOException {
    List<ObjectNode> posts = load(history);
    for (Question question : Question.values()) {
      List<List<Object>> expected =
          query(Files.readString(QUESTIONS.resolve(question.number() + ".sql")));
      assertThat(values(question, rows(app.answer(question))))
          .as("question %s", question.number())
          .isEqualTo(expected);

      Map<String, JsonNode> topic =
          published.computeIfAbsent(question.number(), any -> new TreeMap<>());
      for (KeyValue<String, String> row : app.published(question.number())) {
        if (row.value == null) {
          assertThat(topic.remove(row.key)).as("tombstone of a row that was there").isNotNull();
        } else {
          topic.put(row.key, JSON.readTree(row.value));
        }
      }
      assertThat(values(question, topic.values()))
          .as("topic of question %s", question.number())
          .containsExactlyInAnyOrderElementsOf(expected);
    }
    checkLeaders(app);
    checkBreakdowns(app);
    checkNulls(app, posts);
  }

  /** The same questions of the same database, over the rows that are left. */
  private static void checkRestricted(TopologyFixture app) throws SQLException, IOException {
    for (Map.Entry<String, PostFilter> each : RESTRICTIONS.entrySet()) {
      try (Statement statement = database.createStatement()) {
        statement.execute(
            "create or replace view posts as select * from ("
                + Files.readString(QUESTIONS.resolve("posts.sql")).replace(";", "")
                + ") where "
                + each.getKey());
      }
      for (Question question : Question.values()) {
        QuestionSum sum = restricted(app, question, each.getValue());
        assertThat(values(question, rows(sum.jsonRows())))
            .as("question %s where %s", question.number(), each.getKey())
            .isEqualTo(query(Files.readString(QUESTIONS.resolve(question.number() + ".sql"))));
      }
    }
    createPosts();
  }

  /** As other instances are told, in as many steps as there can be. */
  private static QuestionSum restricted(TopologyFixture app, Question question, PostFilter filter)
      throws IOException {
    LocalPosts posts = new LocalPosts(query -> app.posts(), Duration.ZERO, new LookLimit());
    QuestionSum sum = new QuestionSum(question);
    long end = Long.MIN_VALUE;
    while (end != Long.MAX_VALUE) {
      ByteBuffer step = ByteBuffer.wrap(posts.sum(question, 0, end + 1, filter));
      end = step.getLong();
      byte[] counts = new byte[step.remaining()];
      step.get(counts);
      sum.add(counts);
    }
    return sum;
  }

  private static void checkBreakdowns(TopologyFixture app) throws SQLException {
    for (Breakdown breakdown : Breakdown.values()) {
      List<String> columns = new ArrayList<>(List.of("country", "category"));
      columns.remove(breakdown.whole());
      String part = columns.get(0);
      for (String value : List.of("Chad", "Peru", "art", "travel")) {
        List<List<Object>> parts =
            breakdown
                .of(value, app.answers.sum(Breakdown.QUESTION, Set.of(0)).orElseThrow())
                .stream()
                .map(each -> List.of(each.get(part), ((Long) each.get("posts")).doubleValue()))
                .toList();
        assertThat(parts)
            .as("%s of %s %s", part, breakdown.whole(), value)
            .isEqualTo(
                query(
                    "select %2$s, count(*) from posts where %1$s = '%3$s' and %2$s is not null group by 1 order by 2 desc, 1"
                        .formatted(breakdown.whole(), part, value)));
      }
    }
  }

  private static void checkLeaders(TopologyFixture app) throws SQLException, IOException {
    for (Question question : Question.values()) {
      Optional<List<byte[]>> leaders =
          app.answers.sum(question, Set.of(0)).orElseThrow().jsonLeaders();
      String sql = LEADERS_SQL.get(question);
      assertThat(leaders.isPresent()).as("question %s", question.number()).isEqualTo(sql != null);
      if (sql != null) {
        assertThat(values(question, rows(leaders.orElseThrow())))
            .as("leaders of question %s", question.number())
            .isEqualTo(query(sql));
      }
    }
  }

  private static List<JsonNode> rows(List<byte[]> json) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (byte[] row : json) {
      rows.add(JSON.readTree(row));
    }
    return rows;
  }

  private static void checkNulls(TopologyFixture app, List<ObjectNode> posts) {
    app.answers
        .nullsByField()
        .forEach(
            (field, nulls) ->
                assertThat(nulls)
                    .as(field)
                    .isEqualTo(posts.stream().filter(post -> post.get(field).isNull()).count()));
  }

  /**
   * Replays the history as versions of posts, in the plainest way there is; those that are left.
   */
  private static List<ObjectNode> load(List<Event> history) throws SQLException {
    Map<Integer, Map<Table, ObjectNode>> rows = new TreeMap<>();
    Map<Integer, ObjectNode> posts = new TreeMap<>();
    try (Statement statement = database.createStatement()) {
      statement.execute("delete from post");
    }
    try (PreparedStatement insert =
        database.prepareStatement("insert into post values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      int offset = 0;
      for (Event event : history) {
        Map<Table, ObjectNode> parts = rows.computeIfAbsent(event.ind(), any -> new HashMap<>());
        parts.put(event.table(), event.row());
        if (parts.values().stream().filter(row -> row != null).count() == 3) {
          ObjectNode post = JSON.createObjectNode();
          parts.values().forEach(post::setAll);
          posts.put(event.ind(), post);
          insert(insert, event.ind(), post, offset++);
        } else if (posts.remove(event.ind()) != null) {
          insert(insert, event.ind(), null, offset++);
        }
      }
    }
    return List.copyOf(posts.values());
  }

  private static void insert(PreparedStatement insert, int index, ObjectNode post, int offset)
      throws SQLException {
    insert.setInt(1, index);
    insert.setString(2, text(post, "category"));
    insert.setString(3, text(post, "country"));
    insert.setString(4, text(post, "poster_name"));
    insert.setObject(5, number(post, "follower_count"));
    insert.setTimestamp(6, timestamp(post, "timestamp"));
    insert.setString(7, text(post, "user_name"));
    insert.setObject(8, number(post, "age"));
    insert.setTimestamp(9, timestamp(post, "date_joined"));
    insert.setBoolean(10, post == null);
    insert.setInt(11, offset);
    insert.execute();
  }

  private static String text(ObjectNode post, String field) {
    return post == null || post.get(field).isNull() ? null : post.get(field).asText();
  }

  private static Long number(ObjectNode post, String field) {
    return post == null || post.get(field).isNull() ? null : post.get(field).asLong();
  }

  private static Timestamp timestamp(ObjectNode post, String field) {
    String instant = text(post, field);
    return instant == null
        ? null
        : Timestamp.valueOf(LocalDateTime.ofInstant(Instant.parse(instant), ZoneOffset.UTC));
  }

  private static List<List<Object>> query(String sql) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<List<Object>> rows = new ArrayList<>();
      while (result.next()) {
        List<Object> row = new ArrayList<>();
        for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
          Object value = result.getObject(column);
          row.add(value instanceof Number number ? (Object) number.doubleValue() : value);
        }
        rows.add(row);
      }
      return rows;
    }
  }

  private static List<List<Object>> values(Question question, Iterable<JsonNode> rows) {
    List<List<Object>> values = new ArrayList<>();
    for (JsonNode row : rows) {
      List<String> names = new ArrayList<>();
      row.fieldNames().forEachRemaining(names::add);
      assertThat(names).isEqualTo(question.columns());
      List<Object> cells = new ArrayList<>();
      row.forEach(cell -> cells.add(cell.isNumber() ? (Object) cell.asDouble() : cell.asText()));
      values.add(cells);
    }
    return values;
  }
}
