// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors by the codes in the manuals of the databases; the table in the README says the same. */
class FaultTest {

  @ParameterizedTest
  @CsvSource({
    "1045, 28000, LOGIN_REFUSED, Access denied",
    "1698, 28000, LOGIN_REFUSED, Access denied without a password",
    "1130, HY000, LOGIN_REFUSED, Host is not allowed to connect",
    "1251, 08004, LOGIN_REFUSED, Client does not support the authentication protocol",
    "1820, HY000, LOGIN_REFUSED, Password has to be changed",
    "1862, HY000, LOGIN_REFUSED, Password has expired",
    "3118, HY000, LOGIN_REFUSED, Account is locked (MySQL)",
    "3159, HY000, LOGIN_REFUSED, Encryption is required",
    "4151, HY000, LOGIN_REFUSED, Account is locked (MariaDB)",
    "1044, 42000, NO_SUCH_DATABASE, Access denied to database",
    "1046, 3D000, NO_SUCH_DATABASE, No database selected",
    "1049, 42000, NO_SUCH_DATABASE, Unknown database",
    "1146, 42S02, NO_SUCH_TABLE, Table does not exist",
    "1109, 42S02, NO_SUCH_TABLE, Unknown table",
    "1356, HY000, NO_SUCH_TABLE, View references invalid tables",
    "1054, 42S22, NO_SUCH_COLUMN, Unknown column",
    "1142, 42000, NO_RIGHTS, SELECT denied on table",
    "1143, 42000, NO_RIGHTS, SELECT denied on column",
    "1370, 42000, NO_RIGHTS, EXECUTE denied",
    "1449, HY000, NO_RIGHTS, The definer does not exist",
    "1040, 08004, UNREACHABLE, Too many connections",
    "1203, 42000, UNREACHABLE, User has too many connections",
    "1226, 42000, UNREACHABLE, User has exceeded a resource",
    "1129, HY000, UNREACHABLE, Host is blocked after many failed connections",
    "1053, 08S01, UNREACHABLE, Server shutdown in progress",
    "1205, HY000, UNREACHABLE, Lock wait timeout",
    "1213, 40001, UNREACHABLE, Deadlock",
    "1317, 70100, UNREACHABLE, Query was interrupted",
    "1927, 70100, UNREACHABLE, Connection was killed",
    "1969, 70100, UNREACHABLE, Query exceeded max_statement_time",
    "3024, HY000, UNREACHABLE, Query exceeded max_execution_time",
    "1290, HY000, UNREACHABLE, Server runs with --read-only",
    "1792, 25006, UNREACHABLE, Read-only transaction",
    "1836, HY000, UNREACHABLE, Running in read-only mode",
    "0, 08S01, UNREACHABLE, Communications link failure",
    "0, 08000, UNREACHABLE, Socket error",
    "1064, 42000, OTHER, Syntax",
  })
  void classifiesErrorsOfMySqlAndMariaDb(int code, String state, Fault fault, String what) {
    SQLException error = new SQLException(what, state, code);

    assertThat(new MySqlDialect().classifyChain(error)).isEqualTo(fault);
    assertThat(new MariaDbDialect(false).classifyChain(error)).isEqualTo(fault);
  }

  @ParameterizedTest
  @CsvSource({
    "28P01, LOGIN_REFUSED, invalid_password",
    "28000, LOGIN_REFUSED, invalid_authorization_specification",
    "3D000, NO_SUCH_DATABASE, invalid_catalog_name",
    "57P04, NO_SUCH_DATABASE, database_dropped",
    "42P01, NO_SUCH_TABLE, undefined_table",
    "3F000, NO_SUCH_TABLE, invalid_schema_name",
    "42703, NO_SUCH_COLUMN, undefined_column",
    "42501, NO_RIGHTS, insufficient_privilege",
    "53300, UNREACHABLE, too_many_connections",
    "53200, UNREACHABLE, out_of_memory",
    "57P01, UNREACHABLE, admin_shutdown",
    "57P02, UNREACHABLE, crash_shutdown",
    "57P03, UNREACHABLE, cannot_connect_now",
    "57P05, UNREACHABLE, idle_session_timeout",
    "57014, UNREACHABLE, query_canceled",
    "40001, UNREACHABLE, serialization_failure",
    "40P01, UNREACHABLE, deadlock_detected",
    "55P03, UNREACHABLE, lock_not_available",
    "55006, UNREACHABLE, object_in_use",
    "25006, UNREACHABLE, read_only_sql_transaction",
    "25P03, UNREACHABLE, idle_in_transaction_session_timeout",
    "25P04, UNREACHABLE, transaction_timeout",
    "58030, UNREACHABLE, io_error",
    "08001, UNREACHABLE, sqlclient_unable_to_establish_sqlconnection",
    "08006, UNREACHABLE, connection_failure",
    "42601, OTHER, syntax_error",
    "XX000, OTHER, internal_error",
  })
  void classifiesErrorsOfPostgreSql(String state, Fault fault, String what) {
    SQLException error = new SQLException(what, state);

    assertThat(new PostgreSqlDialect().classifyChain(error)).isEqualTo(fault);
  }

  @ParameterizedTest
  @CsvSource({
    "08006, NOT_TRUSTED, Der Hostname db wurde von PgjdbcHostnameVerifier nicht bestätigt.",
    "08004, NOT_TRUSTED, Der Server unterstützt SSL nicht.",
    "08004, UNREACHABLE, Der Server verlangt SASL."
  })
  void knowsInAnyLanguageThatPostgreSqlIsNotTrusted(String state, Fault fault, String said) {
    assertThat(new PostgreSqlDialect().classifyChain(new SQLException(said, state)))
        .isEqualTo(fault);
  }

  @Test
  void onlyWhatMayPassIsTriedAgain() {
    assertThat(Fault.values()).filteredOn(Fault::mayPass).containsExactly(Fault.UNREACHABLE);
  }

  @Test
  void findsTheReasonThatAPoolHasWrappedUp() {
    SQLException refused = new SQLException("Access denied", "28000", 1045);
    SQLException wrapped = new SQLTransientConnectionException("timed out after 10 s", refused);

    assertThat(new MySqlDialect().classifyChain(wrapped)).isEqualTo(Fault.LOGIN_REFUSED);
  }

  @Test
  void takesAConnectionErrorWithoutAStateForOneThatMayPass() {
    assertThat(new MySqlDialect().classifyChain(new SQLNonTransientConnectionException("gone")))
        .isEqualTo(Fault.UNREACHABLE);
  }

  @Test
  void aConnectionThatIsLostInTheMiddleOfAResultMayComeBack() {
    Dialect dialect = new MySqlDialect();
    for (Exception lost :
        List.of(
            new EOFException(),
            new SocketException("Connection reset"),
            new SocketTimeoutException("Read timed out"))) {
      SQLException error =
          new SQLException("Error retrieving record", "S1000", new IllegalStateException(lost));
      assertThat(dialect.classifyChain(error)).isEqualTo(Fault.UNREACHABLE);
    }
    assertThat(dialect.classifyChain(new SQLException("Error retrieving record", "S1000")))
        .isEqualTo(Fault.OTHER);
  }
}
