// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import io.pinstream.connect.source.database.ConnectionSettings;
import io.pinstream.connect.source.database.Dialect;
import io.pinstream.connect.source.database.MissingRow;
import io.pinstream.connect.source.database.TableSelection;
import io.pinstream.connect.source.database.UnmappedColumns;
import io.pinstream.connect.source.pace.ArrivalPattern;
import io.pinstream.connect.source.sampling.IndexRange;
import io.pinstream.connect.source.sampling.SamplingOrder;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** The connector's settings. */
public final class SourceConfig extends AbstractConfig {

  public static final String CONNECTION_URL = "connection.url";
  public static final String CONNECTION_USER = "connection.user";
  public static final String CONNECTION_PASSWORD = "connection.password";
  public static final String CONNECTION_ATTEMPTS = "connection.attempts";
  public static final String CONNECTION_BACKOFF_MS = "connection.backoff.ms";
  public static final String CONNECTION_TIMEOUT_MS = "connection.timeout.ms";
  public static final String QUERY_TIMEOUT_MS = "query.timeout.ms";
  public static final String DB_TIMEZONE = "db.timezone";
  public static final String USER_ID = "user.id";
  public static final String TABLES = "tables";
  public static final String INDEX_COLUMNS = "index.columns";
  public static final String TOPICS = "topics";
  public static final String TOPIC_FORMAT = "topic.format";
  public static final String MISSING_ROW = "missing.row";
  public static final String UNMAPPED_COLUMNS = "unmapped.columns";
  public static final String SAMPLING_ORDER = "sampling.order";
  public static final String SAMPLING_SEED = "sampling.seed";
  public static final String SAMPLING_RANGE = "sampling.range";
  public static final String POSTS_PER_SECOND = "posts.per.second";
  public static final String ARRIVAL = "arrival";
  public static final String POSTS_MAX = "posts.max";
  public static final String SNAPSHOT_MAX_ROWS = "snapshot.max.rows";
  public static final String SNAPSHOT_REFRESH_MS = "snapshot.refresh.ms";
  public static final String VIRTUAL_STREAMS = "virtual.streams";
  public static final String BATCH_MAX_ROWS = "batch.max.rows";

  private static final String DATABASE_GROUP = "Database";
  private static final String POSTS_GROUP = "Posts";
  private static final String SAMPLING_GROUP = "Sampling";
  private static final String PACE_GROUP = "Pace";
  private static final String READING_GROUP = "Reading";

  /** What the original script draws from. */
  private static final IndexRange SCRIPT_RANGE = new IndexRange(0, 11_000);

  private static final Pattern TOPIC_CHARACTERS = Pattern.compile("[a-zA-Z0-9._-]+");
  private static final int LONGEST_TOPIC = 249;

  public static final ConfigDef CONFIG_DEF =
      new Definition()
          .in(DATABASE_GROUP)
          .required(
              CONNECTION_URL,
              ConfigDef.Type.STRING,
              SourceConfig::checkUrl,
              "Database URL",
              "JDBC URL of the database: jdbc:mysql://HOST:3306/DATABASE,"
                  + " jdbc:mariadb://HOST:3306/DATABASE or jdbc:postgresql://HOST:5432/DATABASE."
                  + " Parameters of the driver may follow a question mark; they take precedence over"
                  + " what the connector sets itself. A user name or password in it is refused.")
          .required(
              CONNECTION_USER,
              ConfigDef.Type.STRING,
              new ConfigDef.NonEmptyString(),
              "User",
              "The database user that reads the tables. It needs SELECT on them and nothing else.")
          .required(
              CONNECTION_PASSWORD,
              ConfigDef.Type.PASSWORD,
              null,
              "Password",
              "The database user's password. Give it through a config provider, so that it is"
                  + " stored nowhere but where secrets are kept.")
          .optional(
              CONNECTION_ATTEMPTS,
              ConfigDef.Type.INT,
              20,
              Range.atLeast(1),
              Importance.LOW,
              "Attempts",
              "How many times in a row the database is tried when an error may pass (it is down, fails"
                  + " over, refuses further connections) before the task fails with the cause. An error"
                  + " that can't pass, such as a refused log-in, fails the task at once.")
          .optional(
              CONNECTION_BACKOFF_MS,
              ConfigDef.Type.LONG,
              1_000L,
              Range.atLeast(1),
              Importance.LOW,
              "Back-off",
              "Milliseconds between the first two attempts. The wait doubles with every attempt, up to"
                  + " 30 seconds, and half of it is left to chance, so that tasks don't return all at"
                  + " once.")
          .optional(
              CONNECTION_TIMEOUT_MS,
              ConfigDef.Type.INT,
              10_000,
              Range.atLeast(250),
              Importance.LOW,
              "Connection time-out",
              "Milliseconds after which an attempt to connect has failed.")
          .optional(
              QUERY_TIMEOUT_MS,
              ConfigDef.Type.INT,
              60_000,
              Range.atLeast(1_000),
              Importance.LOW,
              "Query time-out",
              "Milliseconds without a byte from the database after which a query has failed.")
          .optional(
              DB_TIMEZONE,
              ConfigDef.Type.STRING,
              "UTC",
              SourceConfig::checkZone,
              Importance.MEDIUM,
              "Time zone",
              "Time zone of the values in columns that hold a date and time without one (MySQL's"
                  + " DATETIME, PostgreSQL's timestamp), such as UTC or Europe/London. Columns that"
                  + " hold an instant (MySQL's TIMESTAMP, PostgreSQL's timestamptz) don't depend on it.")
          .in(POSTS_GROUP)
          .required(
              USER_ID,
              ConfigDef.Type.STRING,
              SourceConfig::checkTopicPart,
              "User id",
              "The name that the topics start with: <user.id>.pin and so on.")
          .optional(
              TABLES,
              ConfigDef.Type.LIST,
              "pinterest_data,geolocation_data,user_data",
              nonEmptyList(),
              Importance.HIGH,
              "Tables",
              "The tables, each as TABLE or SCHEMA.TABLE. Rows of the same index in all of them are one"
                  + " post.")
          .optional(
              INDEX_COLUMNS,
              ConfigDef.Type.LIST,
              "index,ind,ind",
              nonEmptyList(),
              Importance.HIGH,
              "Index columns",
              "The integer column of each table that holds the index, in the order of the tables; one"
                  + " name alone stands for all of them.")
          .optional(
              TOPICS,
              ConfigDef.Type.LIST,
              "pin,geo,user",
              nonEmptyList(),
              Importance.HIGH,
              "Topics",
              "What tells the topics apart, in the order of the tables; see topic.format.")
          .optional(
              TOPIC_FORMAT,
              ConfigDef.Type.STRING,
              "${user.id}.${topic}",
              new ConfigDef.NonEmptyString(),
              Importance.LOW,
              "Topic format",
              "Makes the topic's name. ${user.id}, ${topic} (the entry of topics) and ${table} stand"
                  + " for their values.")
          .optional(
              MISSING_ROW,
              ConfigDef.Type.STRING,
              MissingRow.SKIP.settingValue(),
              oneOf(MissingRow.values()),
              Importance.MEDIUM,
              "Missing row",
              "What becomes of an index of the first table that another table lacks: skip draws only"
                  + " from the indexes that stand in every table; fail fails the task with the table and"
                  + " the index; emit emits the rows that are there.")
          .optional(
              UNMAPPED_COLUMNS,
              ConfigDef.Type.STRING,
              UnmappedColumns.FAIL.settingValue(),
              oneOf(UnmappedColumns.values()),
              Importance.LOW,
              "Unmapped columns",
              "What becomes of a column whose type has no Connect type: fail fails with its name, skip"
                  + " leaves it out.")
          .in(SAMPLING_GROUP)
          .optional(
              SAMPLING_ORDER,
              ConfigDef.Type.STRING,
              SamplingOrder.RANDOM.settingValue(),
              oneOf(SamplingOrder.values()),
              Importance.HIGH,
              "Order",
              "random draws with replacement; shuffle draws every row once per round, each round in"
                  + " another order; sequential goes by rising index, round after round; python makes"
                  + " the draws of the original script (random.seed, then randrange(0, 2) and randint for"
                  + " each post).")
          .optional(
              SAMPLING_SEED,
              ConfigDef.Type.LONG,
              100L,
              null,
              Importance.HIGH,
              "Seed",
              "The same seed gives the same posts at the same positions, whatever the number of tasks.")
          .optional(
              SAMPLING_RANGE,
              ConfigDef.Type.STRING,
              "",
              SourceConfig::checkRange,
              Importance.MEDIUM,
              "Range",
              "LOW..HIGH limits the indexes drawn, both ends included. Empty means all, and with"
                  + " sampling.order=python 0..11000, as the original script drew, if the first table"
                  + " reaches that far.")
          .in(PACE_GROUP)
          .optional(
              POSTS_PER_SECOND,
              ConfigDef.Type.DOUBLE,
              1.0,
              SourceConfig::checkRate,
              Importance.HIGH,
              "Posts per second",
              "The rate of all tasks together; 0 for as fast as it goes. A post is one record for each"
                  + " table. With arrival=python the rate is that of the draws, about two a second.")
          .optional(
              ARRIVAL,
              ConfigDef.Type.STRING,
              ArrivalPattern.EVEN.settingValue(),
              oneOf(ArrivalPattern.values()),
              Importance.MEDIUM,
              "Arrival",
              "even leaves the same time between posts; poisson leaves exponentially distributed times,"
                  + " as independent users do; python waits no time or a second before each post, as the"
                  + " original script drew.")
          .optional(
              POSTS_MAX,
              ConfigDef.Type.LONG,
              0L,
              Range.atLeast(0),
              Importance.MEDIUM,
              "Posts in all",
              "The emulation ends after this many posts, counted over all tasks and restarts; the tasks"
                  + " stay RUNNING and idle. 0 never ends.")
          .in(READING_GROUP)
          .optional(
              SNAPSHOT_MAX_ROWS,
              ConfigDef.Type.LONG,
              1_000_000L,
              Range.atLeast(0),
              Importance.MEDIUM,
              "Rows in memory",
              "If no table has more rows in the range than this, the tables are held in memory. Else the"
                  + " rows are read by index, in batches, as they are drawn, and memory holds the indexes"
                  + " alone.")
          .optional(
              SNAPSHOT_REFRESH_MS,
              ConfigDef.Type.LONG,
              300_000L,
              Range.atLeast(0),
              Importance.MEDIUM,
              "Refresh",
              "Milliseconds after which rows and indexes held in memory are read again; 0 for never. Rows"
                  + " that came or went change what is drawn from then on.")
          .optional(
              VIRTUAL_STREAMS,
              ConfigDef.Type.INT,
              24,
              Range.between(1, 1_024),
              Importance.LOW,
              "Virtual streams",
              "How many streams with a position of their own the emulation is dealt into. The streams are"
                  + " dealt to the tasks, so no more tasks than streams can work. The number belongs to the"
                  + " emulation: another one starts it anew.")
          .optional(
              BATCH_MAX_ROWS,
              ConfigDef.Type.INT,
              1_500,
              Range.atLeast(1),
              Importance.LOW,
              "Batch",
              "The most records that the task hands to the worker at a time; a whole post at least.")
          .build();

  /**
   * @param properties as Connect hands them to the connector or task
   * @throws ConfigException if a setting is missing or wrong
   */
  public SourceConfig(Map<String, String> properties) {
    super(CONFIG_DEF, properties, false);
  }

  /** The dialect that the URL asks for. */
  public Dialect dialect() {
    return Dialect.of(getString(CONNECTION_URL)).orElseThrow();
  }

  /** What does not fit together, by the setting that has to change. */
  public Map<String, String> mismatches() {
    Map<String, String> mismatches = new LinkedHashMap<>();
    int tables = tables().size();
    int columns = getList(INDEX_COLUMNS).size();
    if (columns != 1 && columns != tables) {
      mismatches.put(
          INDEX_COLUMNS,
          "names "
              + columns
              + " columns for "
              + tables
              + " tables: expected one for each, or one for all");
    }
    if (getList(TOPICS).size() != tables) {
      mismatches.put(
          TOPICS,
          "names "
              + getList(TOPICS).size()
              + " topics for "
              + tables
              + " tables: expected one for each");
    } else {
      topics().stream()
          .filter(topic -> !isTopicName(topic))
          .findFirst()
          .ifPresent(
              topic ->
                  mismatches.put(
                      TOPIC_FORMAT,
                      "makes the topic name '"
                          + topic
                          + "': expected up to 249 letters, digits, '.', '_' and '-'"));
    }
    return mismatches;
  }

  /** How to reach the database. */
  public ConnectionSettings connection() {
    return new ConnectionSettings(
        getString(CONNECTION_URL),
        getString(CONNECTION_USER),
        getPassword(CONNECTION_PASSWORD).value(),
        Duration.ofMillis(getInt(CONNECTION_TIMEOUT_MS)),
        Duration.ofMillis(getInt(QUERY_TIMEOUT_MS)));
  }

  public List<String> tables() {
    return getList(TABLES);
  }

  /** One index column per table. */
  public List<String> indexColumns() {
    List<String> columns = getList(INDEX_COLUMNS);
    return columns.size() == 1 ? Collections.nCopies(tables().size(), columns.get(0)) : columns;
  }

  /** One complete topic name per table. */
  public List<String> topics() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < tables().size(); i++) {
      names.add(
          getString(TOPIC_FORMAT)
              .replace("${user.id}", userId())
              .replace("${topic}", getList(TOPICS).get(i))
              .replace("${table}", tables().get(i)));
    }
    return names;
  }

  public String userId() {
    return getString(USER_ID);
  }

  public SamplingOrder samplingOrder() {
    return SamplingOrder.of(getString(SAMPLING_ORDER));
  }

  public long seed() {
    return getLong(SAMPLING_SEED);
  }

  public IndexRange range() {
    return IndexRange.parse(getString(SAMPLING_RANGE));
  }

  public ArrivalPattern arrival() {
    return ArrivalPattern.of(getString(ARRIVAL));
  }

  /** What is read of the database. */
  public TableSelection tableSelection() {
    boolean asTheScript = samplingOrder() == SamplingOrder.PYTHON && range().isAll();
    return new TableSelection(
        tables(),
        indexColumns(),
        range(),
        asTheScript ? SCRIPT_RANGE : null,
        MissingRow.of(getString(MISSING_ROW)),
        UnmappedColumns.of(getString(UNMAPPED_COLUMNS)),
        ZoneId.of(getString(DB_TIMEZONE)),
        getLong(SNAPSHOT_MAX_ROWS));
  }

  /** The first position that is not emitted any more. */
  public long endPosition() {
    long max = getLong(POSTS_MAX);
    return max == 0 ? Long.MAX_VALUE : max;
  }

  static boolean isTopicName(String name) {
    return TOPIC_CHARACTERS.matcher(name).matches()
        && name.length() <= LONGEST_TOPIC
        && !name.equals(".")
        && !name.equals("..");
  }

  private static void checkUrl(String name, Object value) {
    String url = (String) value;
    if (JdbcUrl.holdsCredentials(url)) {
      throw new ConfigException(
          name
              + " holds a user name or a password: take it out of the URL and set "
              + CONNECTION_USER
              + " and "
              + CONNECTION_PASSWORD
              + " instead");
    }
    if (Dialect.of(url).isEmpty()) {
      throw new ConfigException(
          name,
          url,
          "expected jdbc:mysql://HOST:PORT/DATABASE, jdbc:mariadb://HOST:PORT/DATABASE or"
              + " jdbc:postgresql://HOST:PORT/DATABASE");
    }
  }

  private static void checkZone(String name, Object value) {
    try {
      ZoneId.of((String) value);
    } catch (java.time.DateTimeException e) {
      throw new ConfigException(
          name, value, "expected a time zone such as UTC, +02:00 or Europe/London");
    }
  }

  private static void checkTopicPart(String name, Object value) {
    if (!isTopicName((String) value)) {
      throw new ConfigException(
          name,
          value,
          "topics are named after it: expected letters, digits, '.', '_' and '-' and at least one of"
              + " them");
    }
  }

  private static void checkRange(String name, Object value) {
    try {
      IndexRange.parse((String) value);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(name, value, e.getMessage());
    }
  }

  private static void checkRate(String name, Object value) {
    double rate = (Double) value;
    if (rate != 0 && !(rate >= 0.001 && rate <= 1e9)) {
      throw new ConfigException(
          name, value, "expected 0 for as fast as it goes, or a rate from 0.001 on");
    }
  }

  private static Validator nonEmptyList() {
    return new Validator() {
      @Override
      public void ensureValid(String name, Object value) {
        List<?> list = (List<?>) value;
        if (list.isEmpty() || list.contains("")) {
          throw new ConfigException(name, value, "expected names separated by commas");
        }
      }

      @Override
      public String toString() {
        return "names separated by commas";
      }
    };
  }

  private static ValidString oneOf(Enum<?>[] values) {
    return ValidString.in(
        Arrays.stream(values)
            .map(value -> value.name().toLowerCase(java.util.Locale.ROOT))
            .toArray(String[]::new));
  }

  /** Numbers the settings of each group in the order in which they are declared. */
  private static final class Definition {

    private final ConfigDef def = new ConfigDef();
    private String group;
    private int order;

    Definition in(String newGroup) {
      group = newGroup;
      order = 0;
      return this;
    }

    Definition required(
        String name, ConfigDef.Type type, Validator validator, String displayName, String doc) {
      return define(
          name, type, ConfigDef.NO_DEFAULT_VALUE, validator, Importance.HIGH, displayName, doc);
    }

    Definition optional(
        String name,
        ConfigDef.Type type,
        Object defaultValue,
        Validator validator,
        Importance importance,
        String displayName,
        String doc) {
      return define(name, type, defaultValue, validator, importance, displayName, doc);
    }

    private Definition define(
        String name,
        ConfigDef.Type type,
        Object defaultValue,
        Validator validator,
        Importance importance,
        String displayName,
        String doc) {
      Width width =
          type == ConfigDef.Type.STRING || type == ConfigDef.Type.LIST ? Width.LONG : Width.SHORT;
      def.define(
          name, type, defaultValue, validator, importance, doc, group, ++order, width, displayName);
      return this;
    }

    ConfigDef build() {
      return def;
    }
  }
}
