// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import io.pinstream.connect.source.database.ConnectionSettings;
import io.pinstream.connect.source.database.Dialect;
import io.pinstream.connect.source.database.MissingRow;
import io.pinstream.connect.source.database.SampledTable;
import io.pinstream.connect.source.database.TableName;
import io.pinstream.connect.source.database.TableSelection;
import io.pinstream.connect.source.database.TrustedAuthorities;
import io.pinstream.connect.source.pace.ArrivalPattern;
import io.pinstream.connect.source.sampling.IndexRange;
import io.pinstream.connect.source.sampling.Life;
import io.pinstream.connect.source.sampling.SamplingOrder;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
    return Dialect.of(getString("connection.url")).orElseThrow();
  }

  /** What does not fit together, by the setting that has to change. */
  public Map<String, String> mismatches() {
    Map<String, String> mismatches = new LinkedHashMap<>();
    mismatchesOfTables(mismatches);
    mismatchesOfDriver(mismatches);
    // Doubles such as 0.2, 0.4, 0.3 and 0.1 may add up to a bit more than 1.
    float sum = (float) life().happeningShare();
    if (sum > 1) {
      mismatches.put(
          "edit.share",
          "and delete.share, resend.share and bad.share add up to " + sum + ": expected at most 1");
    }
    boolean script = samplingOrder() == SamplingOrder.PYTHON;
    if (script && life().looksBack()) {
      mismatches.put(
          "sampling.order",
          "python can't go with edit.share, delete.share, resend.share and late.share: the script's"
              + " earlier draws can't be looked up. Take another order, or leave the shares at 0");
    }
    if (script && repeatIsNew()) {
      mismatches.put(
          "sampling.repeat",
          "new can't go with sampling.order=python, whose draws are the original script's: expected"
              + " resend or auto");
    }
    return mismatches;
  }

  private void mismatchesOfTables(Map<String, String> mismatches) {
    int tables = tables().size();
    List<String> topics = getList("topics");
    int columns = getList("index.columns").size();
    if (columns != 1 && columns != tables) {
      mismatches.put(
          "index.columns",
          "names %s columns for %s tables: expected one for each, or one for all"
              .formatted(columns, tables));
    }
    for (String topic : queries().keySet()) {
      if (!topics.contains(topic)) {
        mismatches.put(
            "topics", "has no entry %s, of which there is a query.%1$s".formatted(topic));
      }
    }
    if (topics.size() != tables) {
      mismatches.put(
          "topics",
          "names %s topics for %s tables: expected one for each".formatted(topics.size(), tables));
    } else {
      topics().stream()
          .filter(topic -> !Topic.isValid(topic))
          .map(
              "makes the topic name '%s': expected up to 249 letters, digits, '.', '_' and '-'"
                  ::formatted)
          .forEach(message -> mismatches.put("topic.format", message));
    }
    for (String setting : List.of("columns.include", "columns.exclude")) {
      for (String entry : getList(setting)) {
        if (column(entry).isEmpty()) {
          mismatches.put(
              setting,
              "names %s: expected TABLE.COLUMN, with a table as in tables".formatted(entry));
        }
      }
    }
  }

  private void mismatchesOfDriver(Map<String, String> mismatches) {
    dialect()
        .misreading(connection())
        .map(
            "sets %s, or driver.%1$s does, which decides how values are read: take it out, the connector sets it"
                ::formatted)
        .ifPresent(message -> mismatches.put("connection.url", message));
    if (connection().authorities() != null) {
      dialect()
          .trustProperty(connection())
          .map(
              "can't go with %s in connection.url or driver.%1$s: either says whom the driver trusts. Take one of the two out"
                  ::formatted)
          .ifPresent(message -> mismatches.put("connection.ca.file", message));
    }
  }

  /**
   * What makes an emulation what it is: if any of it changes, positions mean other posts. The same
   * text for the same emulation, in any language (%d would not be); readable, because it stands in
   * the offsets.
   */
  String emulation() {
    Map<String, String> queries = queries();
    return "order=%s seed=%s range=%s tables=%s index.columns=%s streams=%s missing.row=%s%s%s%s"
        .formatted(
            getString("sampling.order"),
            seed(),
            range(),
            tables().stream().map(TableName::toString).collect(Collectors.joining(",")),
            String.join(",", indexColumns()),
            getInt("virtual.streams"),
            getString("missing.row"),
            repeatIsNew() ? " repeat=new" : "",
            queries.isEmpty() ? "" : " queries=" + Integer.toHexString(queries.hashCode()),
            life().fingerprint());
  }

  private <E extends Enum<E>> E chosen(Class<E> choices, String setting) {
    return Enum.valueOf(choices, getString(setting).toUpperCase(Locale.ROOT));
  }

  public ConnectionSettings connection() {
    return new ConnectionSettings(
        getString("connection.url"),
        getString("connection.user"),
        getPassword("connection.password").value(),
        Duration.ofMillis(getInt("connection.timeout.ms")),
        Duration.ofMillis(getInt("query.timeout.ms")),
        TrustedAuthorities.named(getString("connection.ca.file")),
        propertiesWithPrefix("driver."));
  }

  private Map<String, String> queries() {
    return propertiesWithPrefix("query.");
  }

  private Map<String, String> propertiesWithPrefix(String prefix) {
    Map<String, String> properties = new TreeMap<>();
    originalsWithPrefix(prefix).forEach((name, value) -> properties.put(name, "" + value));
    // query.timeout.ms is no query.
    properties.keySet().removeIf(name -> CONFIG_DEF.names().contains(prefix + name));
    return properties;
  }

  public List<TableName> tables() {
    return getList("tables").stream().map(TableName::parse).toList();
  }

  public List<String> indexColumns() {
    List<String> columns = getList("index.columns");
    return columns.size() == 1 ? Collections.nCopies(tables().size(), columns.get(0)) : columns;
  }

  /** One complete topic name per table. */
  public List<String> topics() {
    String format = getString("topic.format").replace("${user.id}", userId());
    List<TableName> tables = tables();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      String name = format.replace("${topic}", getList("topics").get(i));
      names.add(name.replace("${table}", tables.get(i).unquoted()));
    }
    return names;
  }

  public String userId() {
    return getString("user.id");
  }

  public SamplingOrder samplingOrder() {
    return chosen(SamplingOrder.class, "sampling.order");
  }

  public long seed() {
    return getLong("sampling.seed");
  }

  public IndexRange range() {
    return IndexRange.parse(getString("sampling.range"));
  }

  public ArrivalPattern arrival() {
    return chosen(ArrivalPattern.class, "arrival");
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
              queries().get(getList("topics").get(i)),
              columnsOf(table, "columns.include"),
              columnsOf(table, "columns.exclude")));
    }
    return new TableSelection(
        sampled,
        range(),
        asTheScript ? SCRIPT_RANGE : null,
        chosen(MissingRow.class, "missing.row"),
        getString("unmapped.columns").equals("skip"),
        ZoneId.of(getString("db.timezone")),
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
    String repeat = getString("sampling.repeat");
    return repeat.equals("auto") ? samplingOrder() != SamplingOrder.PYTHON : repeat.equals("new");
  }

  public Life life() {
    double rate = getDouble("posts.per.second");
    int streams = getInt("virtual.streams");
    double positions = getLong("late.ms") / 1_000.0 * (rate == 0 ? UNTHROTTLED : rate);
    return new Life(
        seed(),
        streams,
        getDouble("edit.share"),
        getDouble("delete.share"),
        getDouble("resend.share"),
        getDouble("bad.share"),
        getDouble("late.share"),
        streams * Math.max(1, Math.round(positions / streams)),
        endPosition());
  }

  /**
   * The most bytes that the rows of a task may take.
   *
   * @param tasks among which what is not set is divided
   */
  public long memoryMaxBytes(int tasks) {
    long bytes = getLong("memory.max.bytes");
    return bytes < 0 ? Runtime.getRuntime().maxMemory() / HEAP_SHARE / tasks : bytes;
  }

  /** The first position that is not emitted any more. */
  public long endPosition() {
    long max = getLong("posts.max");
    return max == 0 ? Long.MAX_VALUE : max;
  }
}
