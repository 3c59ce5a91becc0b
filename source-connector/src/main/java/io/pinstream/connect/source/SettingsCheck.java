// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import io.pinstream.connect.source.database.ConnectionSettings;
import io.pinstream.connect.source.database.DatabaseProbe;
import io.pinstream.connect.source.database.Fault;
import io.pinstream.connect.source.database.Redaction;
import io.pinstream.connect.source.database.SampledTable;
import io.pinstream.connect.source.database.TableLayoutException;
import io.pinstream.connect.source.database.TableSelection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;

/**
 * Validates settings beyond what each of them says alone: whether they fit together, and whether
 * the database agrees. Every error stands on the setting that has to change.
 */
final class SettingsCheck {

  /** A user waits for the answer, and so does Connect's REST server, for a minute and a half. */
  static final Duration LONGEST = Duration.ofSeconds(60);

  private final Config config;
  private final Duration longest;
  private final Map<String, ConfigValue> values;
  private SourceConfig settings;
  private Redaction redaction;

  /**
   * Takes the errors of each setting alone.
   *
   * @param longest that the database is asked for
   */
  SettingsCheck(Config config, Duration longest) {
    this.config = config;
    this.longest = longest;
    values =
        config.configValues().stream()
            .collect(Collectors.toMap(ConfigValue::name, Function.identity()));
  }

  /** Adds errors and recommended values. */
  Config run(Map<String, String> properties) {
    hideCredentialsOfUrl();
    if (hasErrors()) {
      return config;
    }
    settings = new SourceConfig(properties);
    settings.mismatches().forEach(this::addError);
    if (!hasErrors()) {
      askDatabase();
    }
    return config;
  }

  private void hideCredentialsOfUrl() {
    ConfigValue url = values.get("connection.url");
    if (url.value() instanceof String text && JdbcUrl.holdsCredentials(text)) {
      url.value("[hidden]");
    }
  }

  private void askDatabase() {
    ConnectionSettings connection = settings.connection();
    redaction = new Redaction(connection.secrets());
    try (DatabaseProbe probe = new DatabaseProbe(settings.dialect(), connection, longest)) {
      probe.connect();
      checkTables(probe);
    } catch (SQLException e) {
      addConnectionError(e);
    }
  }

  private void checkTables(DatabaseProbe probe) throws SQLException {
    TableSelection selection = settings.tableSelection();
    List<SampledTable> tables = selection.tables();
    List<String> existing;
    try {
      existing = probe.tables();
    } catch (SQLException e) {
      if (!settings.dialect().classifyChain(e).mayPass()) {
        throw e;
      }
      addUnanswered("tables", "which tables there are", e, tables);
      return;
    }
    values.get("tables").recommendedValues(new ArrayList<>(existing));
    Set<Object> candidates = new LinkedHashSet<>();
    for (int number = 0; number < tables.size(); number++) {
      SampledTable table = tables.get(number);
      try {
        probe.check(selection, table, candidates);
      } catch (TableLayoutException e) {
        addError(e.setting(), e.getMessage());
      } catch (SQLException e) {
        Fault fault = settings.dialect().classifyChain(e);
        if (fault.mayPass()) {
          addUnanswered(
              table.query() == null ? "tables" : "topics",
              "which columns table %s has".formatted(table.name()),
              e,
              tables.subList(number + 1, tables.size()));
          return;
        }
        addTableError(table, settings.getList("topics").get(number), fault, existing, e);
      }
    }
    values.get("index.columns").recommendedValues(new ArrayList<>(candidates));
  }

  /** Nothing more is asked: the connection may be broken, and the user has waited. */
  private void addUnanswered(
      String setting, String question, SQLException error, List<SampledTable> rest) {
    String unchecked =
        rest.stream().map(table -> table.name().toString()).collect(Collectors.joining(", "));
    addError(
        setting,
        "the database has not said %s, which may pass: see what locks it, what its query takes so long for, or which time-outs of its own it has (it says: %s)"
                .formatted(question, redaction.messageOf(error))
            + (rest.isEmpty() ? "" : "; not checked: " + unchecked));
  }

  private void addTableError(
      SampledTable table, String topic, Fault fault, List<String> existing, SQLException error)
      throws SQLException {
    if (fault == Fault.NO_RIGHTS) {
      addError(
          "connection.user",
          "the user may not read table %s: grant it SELECT on the table (the database says: %s)"
              .formatted(table.name(), redaction.messageOf(error)));
    } else if (table.query() != null) {
      addError(
          "topics",
          "query.%s is no SELECT that can stand in for a table, without a semicolon behind it (the database says: %s)"
              .formatted(topic, redaction.messageOf(error)));
    } else if (fault == Fault.NO_SUCH_TABLE || fault == Fault.NO_SUCH_DATABASE) {
      addError(
          "tables",
          "there is no table %s: the user sees %s"
              .formatted(
                  table.name(),
                  existing.isEmpty() ? "no table in this database" : String.join(", ", existing)));
    } else {
      throw error;
    }
  }

  private void addConnectionError(SQLException error) {
    String said = redaction.messageOf(error);
    switch (settings.dialect().classifyChain(error)) {
      case LOGIN_REFUSED -> {
        // Databases don't tell which of the two is wrong.
        addError(
            "connection.user",
            "the database refuses to log this user in: either there is no such user, or %s is wrong (the database says: %s)"
                .formatted("connection.password", said));
        addError(
            "connection.password",
            "the database refuses to log %s in with this password: check both"
                .formatted(settings.getString("connection.user")));
      }
      case NOT_TRUSTED ->
          addError(
              "connection.ca.file",
              "the server's certificate is not one of these authorities', or not for this host, or the server has no TLS: check whose it is, and the host's name in the URL (the driver says: %s)"
                  .formatted(said));
      case NO_SUCH_DATABASE, NO_RIGHTS ->
          addError(
              "connection.url",
              "there is no such database, or the user may not enter it: check the name at the end of the URL and the user's rights (the database says: %s)"
                  .formatted(said));
      default ->
          addError(
              "connection.url",
              "the database can't be asked: check host and port, that it is up, and that it can be reached from the worker (the driver says: %s)"
                  .formatted(said));
    }
  }

  private boolean hasErrors() {
    return values.values().stream().anyMatch(value -> !value.errorMessages().isEmpty());
  }

  private void addError(String setting, String message) {
    values.get(setting).addErrorMessage(setting + ": " + message);
  }
}
