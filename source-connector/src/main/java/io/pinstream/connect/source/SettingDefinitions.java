// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import static io.pinstream.connect.source.SourceConfig.ARRIVAL;
import static io.pinstream.connect.source.SourceConfig.BATCH_MAX_ROWS;
import static io.pinstream.connect.source.SourceConfig.CONNECTION_ATTEMPTS;
import static io.pinstream.connect.source.SourceConfig.CONNECTION_BACKOFF_MS;
import static io.pinstream.connect.source.SourceConfig.CONNECTION_PASSWORD;
import static io.pinstream.connect.source.SourceConfig.CONNECTION_TIMEOUT_MS;
import static io.pinstream.connect.source.SourceConfig.CONNECTION_URL;
import static io.pinstream.connect.source.SourceConfig.CONNECTION_USER;
import static io.pinstream.connect.source.SourceConfig.DB_TIMEZONE;
import static io.pinstream.connect.source.SourceConfig.INDEX_COLUMNS;
import static io.pinstream.connect.source.SourceConfig.MISSING_ROW;
import static io.pinstream.connect.source.SourceConfig.POSTS_MAX;
import static io.pinstream.connect.source.SourceConfig.POSTS_PER_SECOND;
import static io.pinstream.connect.source.SourceConfig.QUERY_TIMEOUT_MS;
import static io.pinstream.connect.source.SourceConfig.SAMPLING_ORDER;
import static io.pinstream.connect.source.SourceConfig.SAMPLING_RANGE;
import static io.pinstream.connect.source.SourceConfig.SAMPLING_SEED;
import static io.pinstream.connect.source.SourceConfig.SNAPSHOT_MAX_ROWS;
import static io.pinstream.connect.source.SourceConfig.SNAPSHOT_REFRESH_MS;
import static io.pinstream.connect.source.SourceConfig.TABLES;
import static io.pinstream.connect.source.SourceConfig.TOPICS;
import static io.pinstream.connect.source.SourceConfig.TOPIC_FORMAT;
import static io.pinstream.connect.source.SourceConfig.UNMAPPED_COLUMNS;
import static io.pinstream.connect.source.SourceConfig.USER_ID;
import static io.pinstream.connect.source.SourceConfig.VIRTUAL_STREAMS;

import io.pinstream.connect.source.database.Dialect;
import io.pinstream.connect.source.database.MissingRow;
import io.pinstream.connect.source.database.TableName;
import io.pinstream.connect.source.database.UnmappedColumns;
import io.pinstream.connect.source.pace.ArrivalPattern;
import io.pinstream.connect.source.sampling.IndexRange;
import io.pinstream.connect.source.sampling.SamplingOrder;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;

/** What each setting is called, means and may be. */
final class SettingDefinitions {

  private static final String DATABASE_GROUP = "Database";
  private static final String POSTS_GROUP = "Posts";
  private static final String SAMPLING_GROUP = "Sampling";
  private static final String PACE_GROUP = "Pace";
  private static final String READING_GROUP = "Reading";

  private SettingDefinitions() {}

  static ConfigDef all() {
    return new SettingsBuilder()
        .in(DATABASE_GROUP)
        .required(
            CONNECTION_URL,
            ConfigDef.Type.STRING,
            SettingDefinitions::checkUrl,
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
            20,
            Range.atLeast(1),
            Importance.LOW,
            "Attempts",
            "How many times in a row the database is tried when an error may pass (it is down, fails"
                + " over, refuses further connections) before the task fails with the cause. An error"
                + " that can't pass, such as a refused log-in, fails the task at once.")
        .optional(
            CONNECTION_BACKOFF_MS,
            1_000L,
            Range.atLeast(1),
            Importance.LOW,
            "Back-off",
            "Milliseconds between the first two attempts. The wait doubles with every attempt, up to"
                + " 30 seconds, and half of it is left to chance, so that tasks don't return all at"
                + " once.")
        .optional(
            CONNECTION_TIMEOUT_MS,
            10_000,
            Range.atLeast(250),
            Importance.LOW,
            "Connection time-out",
            "Milliseconds after which an attempt to connect has failed.")
        .optional(
            QUERY_TIMEOUT_MS,
            60_000,
            Range.atLeast(1_000),
            Importance.LOW,
            "Query time-out",
            "Milliseconds without a byte from the database after which a query has failed.")
        .optional(
            DB_TIMEZONE,
            "UTC",
            SettingDefinitions::checkZone,
            Importance.MEDIUM,
            "Time zone",
            "Time zone of the values in columns that hold a date and time without one (MySQL's"
                + " DATETIME, PostgreSQL's timestamp), such as UTC or Europe/London. Columns that"
                + " hold an instant (MySQL's TIMESTAMP, PostgreSQL's timestamptz) don't depend on it.")
        .in(POSTS_GROUP)
        .required(
            USER_ID,
            ConfigDef.Type.STRING,
            SettingDefinitions::checkTopicPart,
            "User id",
            "The name that the topics start with: <user.id>.pin and so on.")
        .names(
            TABLES,
            "pinterest_data,geolocation_data,user_data",
            TableName::parse,
            "Tables",
            "The tables, each as TABLE or SCHEMA.TABLE, in the case that the database has them in, with"
                + " \"quotes\" around a part that holds a dot. Rows of the same index in all of them are"
                + " one post.")
        .names(
            INDEX_COLUMNS,
            "index,ind,ind",
            "Index columns",
            "The integer column of each table that holds the index, in the order of the tables; one"
                + " name alone stands for all of them.")
        .names(
            TOPICS,
            "pin,geo,user",
            "Topics",
            "What tells the topics apart, in the order of the tables; see topic.format.")
        .optional(
            TOPIC_FORMAT,
            "${user.id}.${topic}",
            new ConfigDef.NonEmptyString(),
            Importance.LOW,
            "Topic format",
            "Makes the topic's name. ${user.id}, ${topic} (the entry of topics) and ${table} stand"
                + " for their values.")
        .choice(
            MISSING_ROW,
            MissingRow.SKIP,
            Importance.MEDIUM,
            "Missing row",
            "What becomes of an index of the first table that another table lacks: skip draws only"
                + " from the indexes that stand in every table; fail fails the task with the table and"
                + " the index; emit emits the rows that are there.")
        .choice(
            UNMAPPED_COLUMNS,
            UnmappedColumns.FAIL,
            Importance.LOW,
            "Unmapped columns",
            "What becomes of a column whose type has no Connect type: fail fails with its name, skip"
                + " leaves it out.")
        .in(SAMPLING_GROUP)
        .choice(
            SAMPLING_ORDER,
            SamplingOrder.RANDOM,
            Importance.HIGH,
            "Order",
            "random draws with replacement; shuffle draws every row once per round, each round in"
                + " another order; sequential goes by rising index, round after round; python makes"
                + " the draws of the original script (random.seed, then randrange(0, 2) and randint for"
                + " each post).")
        .optional(
            SAMPLING_SEED,
            100L,
            null,
            Importance.HIGH,
            "Seed",
            "The same seed gives the same posts at the same positions, whatever the number of tasks.")
        .optional(
            SAMPLING_RANGE,
            "",
            SettingDefinitions::checkRange,
            Importance.MEDIUM,
            "Range",
            "LOW..HIGH limits the indexes drawn, both ends included. Empty means all, and with"
                + " sampling.order=python 0..11000, as the original script drew, if the first table"
                + " reaches that far.")
        .in(PACE_GROUP)
        .optional(
            POSTS_PER_SECOND,
            1.0,
            SettingDefinitions::checkRate,
            Importance.HIGH,
            "Posts per second",
            "The rate of all tasks together; 0 for as fast as it goes. A post is one record for each"
                + " table. With arrival=python the rate is that of the draws, about two a second.")
        .choice(
            ARRIVAL,
            ArrivalPattern.EVEN,
            Importance.MEDIUM,
            "Arrival",
            "even leaves the same time between posts; poisson leaves exponentially distributed times,"
                + " as independent users do; python waits no time or a second before each post, as the"
                + " original script drew.")
        .optional(
            POSTS_MAX,
            0L,
            Range.atLeast(0),
            Importance.MEDIUM,
            "Posts in all",
            "The emulation ends after this many posts, counted over all tasks and restarts; the tasks"
                + " stay RUNNING and idle. 0 never ends.")
        .in(READING_GROUP)
        .optional(
            SNAPSHOT_MAX_ROWS,
            1_000_000L,
            Range.atLeast(0),
            Importance.MEDIUM,
            "Rows in memory",
            "If no table has more rows in the range than this, the tables are held in memory. Else the"
                + " rows are read by index, in batches, as they are drawn, and memory holds the indexes"
                + " alone.")
        .optional(
            SNAPSHOT_REFRESH_MS,
            300_000L,
            Range.atLeast(0),
            Importance.MEDIUM,
            "Refresh",
            "Milliseconds after which rows and indexes held in memory are read again; 0 for never. Rows"
                + " that came or went change what is drawn from then on.")
        .optional(
            VIRTUAL_STREAMS,
            24,
            Range.between(1, 1_024),
            Importance.LOW,
            "Virtual streams",
            "How many streams with a position of their own the emulation is dealt into. The streams are"
                + " dealt to the tasks, so no more tasks than streams can work. The number belongs to the"
                + " emulation: another one starts it anew.")
        .optional(
            BATCH_MAX_ROWS,
            1_500,
            Range.atLeast(1),
            Importance.LOW,
            "Batch",
            "The most records that the task hands to the worker at a time; a whole post at least.")
        .build();
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
      // Not the value itself: it may hold a password in a form that only another driver knows.
      throw new ConfigException(
          name
              + " is no URL of a database that this connector reads: expected jdbc:mysql://HOST:PORT/DATABASE, jdbc:mariadb://HOST:PORT/DATABASE or"
              + " jdbc:postgresql://HOST:PORT/DATABASE");
    }
  }

  private static void checkZone(String name, Object value) {
    try {
      ZoneId.of((String) value);
    } catch (DateTimeException e) {
      throw new ConfigException(
          name, value, "expected a time zone such as UTC, +02:00 or Europe/London");
    }
  }

  private static void checkTopicPart(String name, Object value) {
    if (!SourceConfig.isTopicName((String) value)) {
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
}
