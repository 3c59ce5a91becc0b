// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import io.pinstream.connect.source.database.ConnectionSettings;
import io.pinstream.connect.source.database.Dialect;
import io.pinstream.connect.source.database.MissingRow;
import io.pinstream.connect.source.database.SampledTable;
import io.pinstream.connect.source.database.TableName;
import io.pinstream.connect.source.database.TableSelection;
import io.pinstream.connect.source.database.TrustedAuthorities;
import io.pinstream.connect.source.database.UnmappedColumns;
import io.pinstream.connect.source.pace.ArrivalPattern;
import io.pinstream.connect.source.sampling.EventTime;
import io.pinstream.connect.source.sampling.IndexRange;
import io.pinstream.connect.source.sampling.Life;
import io.pinstream.connect.source.sampling.Repeat;
import io.pinstream.connect.source.sampling.SamplingOrder;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.internals.Topic;

/** The connector's settings. */
public final class SourceConfig extends AbstractConfig {

  /** What the original script draws from. */
  private static final IndexRange SCRIPT_RANGE = new IndexRange(0, 11_000);

  private static final String DRIVER_PREFIX = "driver.";
  static final String QUERY_PREFIX = "query.";

  private static final int HEAP_SHARE = 4;

  /** Posts a second that lateness is reckoned by where there is no rate. */
  private static final double UNTHROTTLED = 1_000;

  public static final ConfigDef CONFIG_DEF = Settings.DEFINITION;

  /** Reads the settings as Connect hands them to the connector or task. */
  public SourceConfig(Map<String, String> properties) {
    this(properties, false);
  }

  /**
   * @param log whether to log the settings, without the password
   * @throws ConfigException if one is missing or wrong
   */
  SourceConfig(Map<String, String> properties, boolean log) {
    super(CONFIG_DEF, properties, log);
  }

  public Dialect dialect() {
    return Dialect.of(getString(Settings.CONNECTION_URL)).orElseThrow();
  }

  /** What does not fit together, by the setting that has to change. */
  public Map<String, String> mismatches() {
    Map<String, String> mismatches = new LinkedHashMap<>();
    int tables = tables().size();
    int columns = getList(Settings.INDEX_COLUMNS).size();
    int topics = getList(Settings.TOPICS).size();
    if (columns != 1 && columns != tables) {
      mismatches.put(
          Settings.INDEX_COLUMNS,
          "names %d columns for %d tables: expected one for each, or one for all"
              .formatted(columns, tables));
    }
    if (topics != tables) {
      mismatches.put(
          Settings.TOPICS,
          "names %d topics for %d tables: expected one for each".formatted(topics, tables));
    } else {
      for (String topic : topics()) {
        if (!Topic.isValid(topic)) {
          mismatches.putIfAbsent(
              Settings.TOPIC_FORMAT,
              "makes the topic name '%s': expected up to 249 letters, digits, '.', '_' and '-'"
                  .formatted(topic));
        }
      }
    }
    for (String topic : propertiesWithPrefix(QUERY_PREFIX).keySet()) {
      if (!getList(Settings.TOPICS).contains(topic)) {
        mismatches.putIfAbsent(
            Settings.TOPICS,
            "has no entry %s, of which there is a %s%s".formatted(topic, QUERY_PREFIX, topic));
      }
    }
    for (String setting : List.of(Settings.COLUMNS_INCLUDE, Settings.COLUMNS_EXCLUDE)) {
      for (String entry : getList(setting)) {
        if (column(entry).isEmpty()) {
          mismatches.put(
              setting,
              "names %s: expected TABLE.COLUMN, with a table as in tables".formatted(entry));
        }
      }
    }
    for (String property : propertiesWithPrefix(DRIVER_PREFIX).keySet()) {
      if (dialect().fixes(property)) {
        mismatches.put(
            Settings.CONNECTION_URL,
            "can't go with %s%s, which decides how values are read: take that out, the connector sets it"
                .formatted(DRIVER_PREFIX, property));
      }
    }
    if (!getString(Settings.CONNECTION_CA_FILE).isEmpty()) {
      dialect()
          .trustProperty(
              getString(Settings.CONNECTION_URL), propertiesWithPrefix(DRIVER_PREFIX).keySet())
          .ifPresent(
              property ->
                  mismatches.put(
                      Settings.CONNECTION_CA_FILE,
                      "can't go with %1$s in connection.url or %2$s%1$s: either says whom the driver trusts. Take one of the two out"
                          .formatted(property, DRIVER_PREFIX)));
    }
    BigDecimal sum = life().happeningShares();
    if (sum.compareTo(BigDecimal.ONE) > 0) {
      mismatches.put(
          Settings.EDIT_SHARE,
          "and delete.share, resend.share and bad.share add up to " + sum + ": expected at most 1");
    }
    if (samplingOrder() == SamplingOrder.PYTHON) {
      mismatchesOfScript(mismatches);
    }
    return mismatches;
  }

  private void mismatchesOfScript(Map<String, String> mismatches) {
    if (life().looksBack()) {
      mismatches.put(
          Settings.SAMPLING_ORDER,
          "python can't go with edit.share, delete.share, resend.share and late.share: the script's"
              + " earlier draws can't be looked up. Take another order, or leave the shares at 0");
    }
    if (chosen(Repeat.class, Settings.SAMPLING_REPEAT) == Repeat.NEW) {
      mismatches.put(
          Settings.SAMPLING_REPEAT,
          "new can't go with sampling.order=python, whose draws are the original script's: expected"
              + " resend or auto");
    }
  }

  /**
   * What makes an emulation what it is: if any of it changes, positions mean other posts. The same
   * text for the same emulation, in any language (%d would not be); readable, because it stands in
   * the offsets.
   */
  String emulation() {
    Map<String, String> queries = propertiesWithPrefix(QUERY_PREFIX);
    return "order=%s seed=%s range=%s tables=%s index.columns=%s streams=%s missing.row=%s%s%s%s"
        .formatted(
            getString(Settings.SAMPLING_ORDER),
            seed(),
            range(),
            tables().stream().map(TableName::toString).collect(Collectors.joining(",")),
            String.join(",", indexColumns()),
            getInt(Settings.VIRTUAL_STREAMS),
            getString(Settings.MISSING_ROW),
            repeatIsNew() ? " repeat=new" : "",
            queries.isEmpty() ? "" : " queries=" + Integer.toHexString(queries.hashCode()),
            life().fingerprint());
  }

  private <E extends Enum<E>> E chosen(Class<E> choices, String setting) {
    return SettingTable.chosen(choices, getString(setting));
  }

  public ConnectionSettings connection() {
    return new ConnectionSettings(
        getString(Settings.CONNECTION_URL),
        getString(Settings.CONNECTION_USER),
        getPassword(Settings.CONNECTION_PASSWORD).value(),
        Duration.ofMillis(getInt(Settings.CONNECTION_TIMEOUT_MS)),
        Duration.ofMillis(getInt(Settings.QUERY_TIMEOUT_MS)),
        getString(Settings.CONNECTION_CA_FILE).isEmpty()
            ? null
            : TrustedAuthorities.named(getString(Settings.CONNECTION_CA_FILE)),
        propertiesWithPrefix(DRIVER_PREFIX));
  }

  private Map<String, String> propertiesWithPrefix(String prefix) {
    Map<String, String> properties = new TreeMap<>();
    originalsWithPrefix(prefix).forEach((name, value) -> properties.put(name, "" + value));
    // query.timeout.ms is no query.
    properties.keySet().removeIf(name -> CONFIG_DEF.names().contains(prefix + name));
    return properties;
  }

  public List<TableName> tables() {
    return getList(Settings.TABLES).stream().map(TableName::parse).toList();
  }

  public List<String> indexColumns() {
    List<String> columns = getList(Settings.INDEX_COLUMNS);
    return columns.size() == 1 ? Collections.nCopies(tables().size(), columns.get(0)) : columns;
  }

  /** One complete topic name per table. */
  public List<String> topics() {
    List<String> names = new ArrayList<>();
    List<TableName> tables = tables();
    for (int i = 0; i < tables.size(); i++) {
      names.add(
          getString(Settings.TOPIC_FORMAT)
              .replace("${user.id}", userId())
              .replace("${topic}", getList(Settings.TOPICS).get(i))
              .replace("${table}", tables.get(i).unquoted()));
    }
    return names;
  }

  public String userId() {
    return getString(Settings.USER_ID);
  }

  public SamplingOrder samplingOrder() {
    return chosen(SamplingOrder.class, Settings.SAMPLING_ORDER);
  }

  public long seed() {
    return getLong(Settings.SAMPLING_SEED);
  }

  public IndexRange range() {
    return IndexRange.parse(getString(Settings.SAMPLING_RANGE));
  }

  public ArrivalPattern arrival() {
    return chosen(ArrivalPattern.class, Settings.ARRIVAL);
  }

  boolean emittedNow() {
    return chosen(EventTime.class, Settings.EVENT_TIME) == EventTime.NOW;
  }

  public TableSelection tableSelection() {
    boolean asTheScript = samplingOrder() == SamplingOrder.PYTHON && range().isAll();
    List<SampledTable> sampled = new ArrayList<>();
    for (int i = 0; i < tables().size(); i++) {
      TableName table = tables().get(i);
      sampled.add(
          new SampledTable(
              table,
              indexColumns().get(i),
              propertiesWithPrefix(QUERY_PREFIX).get(getList(Settings.TOPICS).get(i)),
              columnsOf(table, Settings.COLUMNS_INCLUDE),
              columnsOf(table, Settings.COLUMNS_EXCLUDE)));
    }
    return new TableSelection(
        sampled,
        range(),
        asTheScript ? SCRIPT_RANGE : null,
        chosen(MissingRow.class, Settings.MISSING_ROW),
        chosen(UnmappedColumns.class, Settings.UNMAPPED_COLUMNS),
        ZoneId.of(getString(Settings.DB_TIMEZONE)),
        repeatIsNew());
  }

  private Set<String> columnsOf(TableName table, String setting) {
    return getList(setting).stream()
        .flatMap(entry -> column(entry).stream())
        .filter(column -> column.table().equals(table))
        .map(Column::name)
        .collect(Collectors.toSet());
  }

  private record Column(TableName table, String name) {}

  /**
   * The column that {@code TABLE.COLUMN} names, if it is of one of the tables; of two, the longer.
   */
  private Optional<Column> column(String entry) {
    return Stream.iterate(
            entry.lastIndexOf('.'), dot -> dot > 0, dot -> entry.lastIndexOf('.', dot - 1))
        .flatMap(
            dot ->
                tables().stream()
                    .filter(table -> table.isNamedBy(entry.substring(0, dot)))
                    .map(table -> new Column(table, entry.substring(dot + 1))))
        .findFirst();
  }

  public boolean repeatIsNew() {
    return switch (chosen(Repeat.class, Settings.SAMPLING_REPEAT)) {
      case NEW -> true;
      case RESEND -> false;
      case AUTO -> samplingOrder() != SamplingOrder.PYTHON;
    };
  }

  public Life life() {
    double rate = getDouble(Settings.POSTS_PER_SECOND);
    int streams = getInt(Settings.VIRTUAL_STREAMS);
    double positions = getLong(Settings.LATE_MS) / 1_000.0 * (rate == 0 ? UNTHROTTLED : rate);
    return new Life(
        seed(),
        streams,
        getDouble(Settings.EDIT_SHARE),
        getDouble(Settings.DELETE_SHARE),
        getDouble(Settings.RESEND_SHARE),
        getDouble(Settings.BAD_SHARE),
        getDouble(Settings.LATE_SHARE),
        streams * Math.max(1, Math.round(positions / streams)),
        endPosition());
  }

  /**
   * The most bytes that the rows of a task may take.
   *
   * @param tasks among which what is not set is divided
   */
  public long memoryMaxBytes(int tasks) {
    long bytes = getLong(Settings.MEMORY_MAX_BYTES);
    return bytes < 0 ? Runtime.getRuntime().maxMemory() / HEAP_SHARE / tasks : bytes;
  }

  /** The first position that is not emitted any more. */
  public long endPosition() {
    long max = getLong(Settings.POSTS_MAX);
    return max == 0 ? Long.MAX_VALUE : max;
  }

  static void checkTopicPart(String name, Object value) {
    if (!Topic.isValid((String) value)) {
      throw new ConfigException(
          name,
          value,
          "topics are named after it: expected letters, digits, '.', '_' and '-' and at least one of"
              + " them");
    }
  }

  static void checkRate(String name, Object value) {
    double rate = (Double) value;
    if (rate != 0 && !(rate >= 0.001 && rate <= 1e9)) {
      throw new ConfigException(
          name, value, "expected 0 for as fast as it goes, or a rate from 0.001 on");
    }
  }
}
