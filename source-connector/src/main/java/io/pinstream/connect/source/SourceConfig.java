// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import io.pinstream.connect.source.database.ConnectionSettings;
import io.pinstream.connect.source.database.Dialect;
import io.pinstream.connect.source.database.MissingRow;
import io.pinstream.connect.source.database.TableName;
import io.pinstream.connect.source.database.TableSelection;
import io.pinstream.connect.source.database.UnmappedColumns;
import io.pinstream.connect.source.pace.ArrivalPattern;
import io.pinstream.connect.source.sampling.IndexRange;
import io.pinstream.connect.source.sampling.SamplingOrder;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
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

  /** What the original script draws from. */
  private static final IndexRange SCRIPT_RANGE = new IndexRange(0, 11_000);

  private static final Pattern TOPIC_CHARACTERS = Pattern.compile("[a-zA-Z0-9._-]+");
  private static final int LONGEST_TOPIC = 249;

  public static final ConfigDef CONFIG_DEF = SettingDefinitions.all();

  /**
   * Reads the settings.
   *
   * @param properties as Connect hands them to the connector or task
   * @throws ConfigException if a setting is missing or wrong
   */
  public SourceConfig(Map<String, String> properties) {
    this(properties, false);
  }

  /**
   * Reads the settings.
   *
   * @param log whether to log them, without the password
   */
  SourceConfig(Map<String, String> properties, boolean log) {
    super(CONFIG_DEF, properties, log);
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

  public List<TableName> tables() {
    return getList(TABLES).stream().map(TableName::parse).toList();
  }

  /** One index column per table. */
  public List<String> indexColumns() {
    List<String> columns = getList(INDEX_COLUMNS);
    return columns.size() == 1 ? Collections.nCopies(tables().size(), columns.get(0)) : columns;
  }

  /** One complete topic name per table. */
  public List<String> topics() {
    List<String> names = new ArrayList<>();
    List<TableName> tables = tables();
    for (int i = 0; i < tables.size(); i++) {
      names.add(
          getString(TOPIC_FORMAT)
              .replace("${user.id}", userId())
              .replace("${topic}", getList(TOPICS).get(i))
              .replace("${table}", tables.get(i).unquoted()));
    }
    return names;
  }

  public String userId() {
    return getString(USER_ID);
  }

  public SamplingOrder samplingOrder() {
    return Choice.of(SamplingOrder.class, getString(SAMPLING_ORDER));
  }

  public long seed() {
    return getLong(SAMPLING_SEED);
  }

  public IndexRange range() {
    return IndexRange.parse(getString(SAMPLING_RANGE));
  }

  public ArrivalPattern arrival() {
    return Choice.of(ArrivalPattern.class, getString(ARRIVAL));
  }

  /** What is read of the database. */
  public TableSelection tableSelection() {
    boolean asTheScript = samplingOrder() == SamplingOrder.PYTHON && range().isAll();
    return new TableSelection(
        tables(),
        indexColumns(),
        range(),
        asTheScript ? SCRIPT_RANGE : null,
        Choice.of(MissingRow.class, getString(MISSING_ROW)),
        Choice.of(UnmappedColumns.class, getString(UNMAPPED_COLUMNS)),
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
}
