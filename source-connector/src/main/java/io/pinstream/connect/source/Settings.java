// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import static io.pinstream.connect.source.SettingTable.REQUIRED;
import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.DOUBLE;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.pinstream.connect.source.database.MissingRow;
import io.pinstream.connect.source.database.TableName;
import io.pinstream.connect.source.database.UnmappedColumns;
import io.pinstream.connect.source.pace.ArrivalPattern;
import io.pinstream.connect.source.sampling.EventTime;
import io.pinstream.connect.source.sampling.IndexRange;
import io.pinstream.connect.source.sampling.Repeat;
import io.pinstream.connect.source.sampling.SamplingOrder;
import java.time.ZoneId;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;

/** Every setting: name, type, default, what it may be, importance, meaning. */
final class Settings {

  private static final SettingTable TABLE = new SettingTable();

  static {
    TABLE.group("Database");
  }

  static final String CONNECTION_URL =
      TABLE.add(
          "connection.url",
          STRING,
          REQUIRED,
          JdbcUrl::check,
          HIGH,
          """
          JDBC URL of the database: jdbc:mysql://HOST:3306/DATABASE, jdbc:mariadb://HOST:3306/DATABASE or
          jdbc:postgresql://HOST:5432/DATABASE. Parameters of the driver may follow a question mark; of
          what the connector sets itself they take precedence over the time-outs and the like, but not over
          how values are read. A user name or password in it is refused.""");
  static final String CONNECTION_USER =
      TABLE.add(
          "connection.user",
          STRING,
          "",
          null,
          HIGH,
          """
          The database user that reads the tables. It needs SELECT on them and nothing else. Empty where the
          driver knows by itself who logs in.""");
  static final String CONNECTION_PASSWORD =
      TABLE.add(
          "connection.password",
          PASSWORD,
          "",
          null,
          HIGH,
          """
          The database user's password. Give it through a config provider, so that it is stored nowhere but
          where secrets are kept. Empty where the log-in needs none.""");
  static final String CONNECTION_ATTEMPTS =
      TABLE.add(
          "connection.attempts",
          INT,
          20,
          atLeast(1),
          LOW,
          """
          How many times in a row the database is tried when an error may pass (it is down, fails over,
          refuses further connections) before the task fails with the cause. An error that can't pass, such
          as a refused log-in, fails the task at once.""");
  static final String CONNECTION_BACKOFF_MS =
      TABLE.add(
          "connection.backoff.ms",
          LONG,
          1_000L,
          atLeast(1),
          LOW,
          """
          Milliseconds between the first two attempts. The wait doubles with every attempt, up to 30 seconds,
          and half of it is left to chance, so that tasks don't return all at once.""");
  static final String CONNECTION_TIMEOUT_MS =
      TABLE.add(
          "connection.timeout.ms",
          INT,
          10_000,
          atLeast(250),
          LOW,
          """
          Milliseconds after which an attempt to connect has failed. PostgreSQL's driver takes whole seconds,
          rounded up.""");
  static final String QUERY_TIMEOUT_MS =
      TABLE.add(
          "query.timeout.ms",
          INT,
          60_000,
          atLeast(1_000),
          LOW,
          """
          Milliseconds without a byte from the database after which a query has failed. PostgreSQL's driver
          takes whole seconds, rounded up.""");
  static final String DB_TIMEZONE =
      TABLE.add(
          "db.timezone",
          STRING,
          "UTC",
          SettingTable.parsed(ZoneId::of, "a time zone such as UTC, +02:00 or Europe/London"),
          MEDIUM,
          """
          Time zone of the values in columns that hold a date and time without one (MySQL's DATETIME,
          PostgreSQL's timestamp), such as UTC or Europe/London. A local time that the zone skips, or has
          twice, is an error. Columns that hold an instant (MySQL's TIMESTAMP, PostgreSQL's timestamptz)
          don't depend on it.""");

  static {
    TABLE.group("Posts");
  }

  static final String USER_ID =
      TABLE.add(
          "user.id",
          STRING,
          REQUIRED,
          SourceConfig::checkTopicPart,
          HIGH,
          "The name that the topics start with: <user.id>.pin and so on.");
  static final String TABLES =
      TABLE.add(
          "tables",
          LIST,
          "pinterest_data,geolocation_data,user_data",
          SettingTable.names(TableName::parse),
          HIGH,
          """
          The tables, each as TABLE or SCHEMA.TABLE, in the case that the database has them in, with "quotes"
          around a part that holds a dot. Rows of the same index in all of them are one post.""");
  static final String INDEX_COLUMNS =
      TABLE.add(
          "index.columns",
          LIST,
          "index,ind,ind",
          SettingTable.names(any -> any),
          HIGH,
          """
          The integer column of each table that holds the index, in the order of the tables; one name alone
          stands for all of them.""");
  static final String TOPICS =
      TABLE.add(
          "topics",
          LIST,
          "pin,geo,user",
          SettingTable.names(any -> any),
          HIGH,
          "What tells the topics apart, in the order of the tables; see topic.format.");
  static final String TOPIC_FORMAT =
      TABLE.add(
          "topic.format",
          STRING,
          "${user.id}.${topic}",
          new NonEmptyString(),
          LOW,
          """
          Makes the topic's name. ${user.id}, ${topic} (the entry of topics) and ${table} stand for their
          values.""");
  static final String MISSING_ROW =
      TABLE.choice(
          "missing.row",
          MissingRow.SKIP,
          MEDIUM,
          """
          What becomes of an index of the first table that another table lacks: skip draws only from the
          indexes that stand in every table; fail fails the task with the table and the index; emit emits
          the rows that are there.""");
  static final String UNMAPPED_COLUMNS =
      TABLE.choice(
          "unmapped.columns",
          UnmappedColumns.FAIL,
          LOW,
          """
          What becomes of a column whose type has no Connect type: fail fails with its name, skip leaves it
          out.""");

  static {
    TABLE.group("Sampling");
  }

  static final String SAMPLING_ORDER =
      TABLE.choice(
          "sampling.order",
          SamplingOrder.RANDOM,
          HIGH,
          """
          random draws with replacement; shuffle draws every row once per round, each round in another
          order; sequential goes by rising index, round after round; python makes the draws of the original
          script (random.seed, then randrange(0, 2) and randint for each post).""");
  static final String SAMPLING_SEED =
      TABLE.add(
          "sampling.seed",
          LONG,
          100L,
          null,
          HIGH,
          "The same seed gives the same posts at the same positions, whatever the number of tasks.");
  static final String SAMPLING_RANGE =
      TABLE.add(
          "sampling.range",
          STRING,
          "",
          SettingTable.parsed(IndexRange::parse, null),
          MEDIUM,
          """
          LOW..HIGH limits the indexes drawn, both ends included. Empty means all, and with
          sampling.order=python 0..11000, as the original script drew, if the first table reaches that far.""");
  static final String SAMPLING_REPEAT =
      TABLE.choice(
          "sampling.repeat",
          Repeat.AUTO,
          HIGH,
          """
          What a row is that is drawn again: new makes it a new post, with an index of its own (round x
          stride + the row's index, the stride being a power of ten above the largest index at the
          emulation's start) and a unique_id of its own; resend emits it as it is. auto is new, but resend
          with sampling.order=python. With new the index columns are INT64 in every record.""");
  static final String EVENT_TIME =
      TABLE.choice(
          "event.time",
          EventTime.AS_IS,
          MEDIUM,
          """
          as-is leaves the times of the rows as they are; now puts the time at which it is emitted into each
          post's column timestamp.""");

  static {
    TABLE.group("Life");
  }

  static final String EDIT_SHARE =
      TABLE.share(
          "edit.share",
          """
          After this share of the posts an earlier one comes again, edited: the first table's row with more
          followers (follower_count) and another title.""");
  static final String DELETE_SHARE =
      TABLE.share(
          "delete.share",
          "After this share of the posts an earlier one is deleted: a tombstone in each topic.");
  static final String RESEND_SHARE =
      TABLE.share(
          "resend.share", "After this share of the posts an earlier one is sent again as it was.");
  static final String BAD_SHARE =
      TABLE.share(
          "bad.share",
          """
          After this share of the posts a record comes that is none: what goes wrong on the wire, for the
          dead letters.""");
  static final String LATE_SHARE =
      TABLE.share(
          "late.share", "Of this share of the posts one record comes later than the others.");
  static final String LATE_MS =
      TABLE.add(
          "late.ms",
          LONG,
          5_000L,
          atLeast(1),
          LOW,
          """
          How much later: milliseconds at the rate of posts.per.second, as 1,000 a second if that is 0, and
          at least one position of its virtual stream.""");

  static {
    TABLE.group("Pace");
  }

  static final String POSTS_PER_SECOND =
      TABLE.add(
          "posts.per.second",
          DOUBLE,
          1.0,
          SourceConfig::checkRate,
          HIGH,
          """
          The rate of all tasks together; 0 for as fast as it goes. A post is one record for each table. With
          arrival=python the rate is that of the draws, about two a second.""");
  static final String ARRIVAL =
      TABLE.choice(
          "arrival",
          ArrivalPattern.EVEN,
          MEDIUM,
          """
          even leaves the same time between posts; poisson leaves exponentially distributed times, as
          independent users do; daily follows a day's curve, from a trough at its start to a peak of nine
          times that in its middle; bursts gathers posts in bursts of ten times the rate; python waits no
          time or a second before each post, as the original script drew.""");
  static final String DAY_MS =
      TABLE.add(
          "arrival.day.ms",
          LONG,
          86_400_000L,
          atLeast(1_000),
          LOW,
          "How long a day is with arrival=daily, in milliseconds.");
  static final String POSTS_MAX =
      TABLE.add(
          "posts.max",
          LONG,
          0L,
          atLeast(0),
          MEDIUM,
          """
          The emulation ends after this many posts, counted over all tasks and restarts; the tasks stay
          RUNNING and idle. 0 never ends.""");

  static {
    TABLE.group("Reading");
  }

  static final String MEMORY_MAX_BYTES =
      TABLE.add(
          "memory.max.bytes",
          LONG,
          -1L,
          atLeast(-1),
          MEDIUM,
          """
          The most bytes that the rows of one task take in memory. Tables that fit are held whole, once their
          rows have been drawn; of larger ones the rows are read by index, in batches, as they are drawn. -1
          is a quarter of the worker's largest heap, divided among the connector's tasks.""");
  static final String REFRESH_MS =
      TABLE.add(
          "refresh.ms",
          LONG,
          300_000L,
          atLeast(0),
          MEDIUM,
          """
          Milliseconds after which rows and indexes in memory are read again, on a thread of their own; 0 for
          never. Rows that came or went change what is drawn from then on.""");
  static final String VIRTUAL_STREAMS =
      TABLE.add(
          "virtual.streams",
          INT,
          24,
          between(1, 1_024),
          LOW,
          """
          How many streams with a position of their own the emulation is dealt into. The streams are dealt to
          the tasks, so no more tasks than streams can work. The number belongs to the emulation: another one
          starts it anew.""");
  static final String BATCH_MAX_ROWS =
      TABLE.add(
          "batch.max.rows",
          INT,
          1_500,
          atLeast(1),
          LOW,
          """
          The most records that the task hands to the worker at a time; a whole post at least.""");

  static final ConfigDef DEFINITION = TABLE.definition();

  private Settings() {}
}
