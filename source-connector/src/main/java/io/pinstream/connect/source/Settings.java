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
import io.pinstream.connect.source.database.TrustedAuthorities;
import io.pinstream.connect.source.database.UnmappedColumns;
import io.pinstream.connect.source.pace.ArrivalPattern;
import io.pinstream.connect.source.sampling.EventTime;
import io.pinstream.connect.source.sampling.IndexRange;
import io.pinstream.connect.source.sampling.Repeat;
import io.pinstream.connect.source.sampling.SamplingOrder;
import java.time.ZoneId;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;

/**
 * Every setting: name, type, default, what it may be, importance. What it means stands in
 * docs/settings.md.
 */
final class Settings {

  private static final SettingTable TABLE = new SettingTable();

  static final String CONNECTION_URL =
      TABLE.add("connection.url", STRING, REQUIRED, SettingTable.present(JdbcUrl::check), HIGH);
  static final String CONNECTION_USER = TABLE.add("connection.user", STRING, "", null, HIGH);
  static final String CONNECTION_PASSWORD =
      TABLE.add("connection.password", PASSWORD, "", null, HIGH);
  static final String CONNECTION_CA_FILE =
      TABLE.add(
          "connection.ca.file",
          STRING,
          "",
          SettingTable.parsed(name -> name.isEmpty() ? name : TrustedAuthorities.named(name), null),
          MEDIUM);
  static final String CONNECTION_ATTEMPTS =
      TABLE.add("connection.attempts", INT, 20, atLeast(1), LOW);
  static final String CONNECTION_BACKOFF_MS =
      TABLE.add("connection.backoff.ms", LONG, 1_000L, atLeast(1), LOW);
  static final String CONNECTION_TIMEOUT_MS =
      TABLE.add("connection.timeout.ms", INT, 10_000, atLeast(250), LOW);
  static final String QUERY_TIMEOUT_MS =
      TABLE.add("query.timeout.ms", INT, 60_000, atLeast(1_000), LOW);
  static final String DB_TIMEZONE =
      TABLE.add(
          "db.timezone",
          STRING,
          "UTC",
          SettingTable.parsed(ZoneId::of, "a time zone such as UTC, +02:00 or Europe/London"),
          MEDIUM);

  static final String USER_ID =
      TABLE.add(
          "user.id", STRING, REQUIRED, SettingTable.present(SourceConfig::checkTopicPart), HIGH);
  static final String TABLES =
      TABLE.add(
          "tables",
          LIST,
          "pinterest_data,geolocation_data,user_data",
          SettingTable.names(TableName::parse),
          HIGH);
  static final String INDEX_COLUMNS =
      TABLE.add("index.columns", LIST, "index,ind,ind", SettingTable.names(any -> any), HIGH);
  static final String TOPICS =
      TABLE.add("topics", LIST, "pin,geo,user", SettingTable.names(any -> any), HIGH);
  static final String TOPIC_FORMAT =
      TABLE.add("topic.format", STRING, "${user.id}.${topic}", new NonEmptyString(), LOW);
  static final String COLUMNS_INCLUDE = TABLE.add("columns.include", LIST, "", null, MEDIUM);
  static final String COLUMNS_EXCLUDE = TABLE.add("columns.exclude", LIST, "", null, MEDIUM);
  static final String MISSING_ROW = TABLE.choice("missing.row", MissingRow.SKIP, MEDIUM);
  static final String UNMAPPED_COLUMNS =
      TABLE.choice("unmapped.columns", UnmappedColumns.FAIL, LOW);

  static final String SAMPLING_ORDER = TABLE.choice("sampling.order", SamplingOrder.RANDOM, HIGH);
  static final String SAMPLING_SEED = TABLE.add("sampling.seed", LONG, 100L, null, HIGH);
  static final String SAMPLING_RANGE =
      TABLE.add("sampling.range", STRING, "", SettingTable.parsed(IndexRange::parse, null), MEDIUM);
  static final String SAMPLING_REPEAT = TABLE.choice("sampling.repeat", Repeat.AUTO, HIGH);
  static final String EVENT_TIME = TABLE.choice("event.time", EventTime.AS_IS, MEDIUM);

  static final String EDIT_SHARE = TABLE.share("edit.share");
  static final String DELETE_SHARE = TABLE.share("delete.share");
  static final String RESEND_SHARE = TABLE.share("resend.share");
  static final String BAD_SHARE = TABLE.share("bad.share");
  static final String LATE_SHARE = TABLE.share("late.share");
  static final String LATE_MS =
      TABLE.add("late.ms", LONG, 5_000L, between(1, 1_000_000_000_000L), LOW);

  static final String POSTS_PER_SECOND =
      TABLE.add(
          "posts.per.second", DOUBLE, 1.0, SettingTable.present(SourceConfig::checkRate), HIGH);
  static final String ARRIVAL = TABLE.choice("arrival", ArrivalPattern.EVEN, MEDIUM);
  static final String DAY_MS = TABLE.add("arrival.day.ms", LONG, 86_400_000L, atLeast(1_000), LOW);
  static final String RAMP_MS = TABLE.add("arrival.ramp.ms", LONG, 0L, atLeast(0), LOW);
  static final String POSTS_MAX = TABLE.add("posts.max", LONG, 0L, atLeast(0), MEDIUM);

  static final String MEMORY_MAX_BYTES =
      TABLE.add("memory.max.bytes", LONG, -1L, atLeast(-1), MEDIUM);
  static final String REFRESH_MS = TABLE.add("refresh.ms", LONG, 300_000L, atLeast(0), MEDIUM);
  static final String VIRTUAL_STREAMS =
      TABLE.add("virtual.streams", INT, 24, between(1, 1_024), LOW);
  static final String BATCH_MAX_ROWS = TABLE.add("batch.max.rows", INT, 1_500, atLeast(1), LOW);

  static final ConfigDef DEFINITION = TABLE.definition();

  private Settings() {}
}
