// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.Driver;

class MySqlByMariaDbDriverTest {
  private final Dialect dialect = new MariaDbDialect(true);

  @Test
  void theDriverTakesTheUrlWithAndWithoutParameters() throws SQLException {
    var driver = new Driver();
    for (var url :
        new String[] {"jdbc:mysql://db:3306/x", "jdbc:mysql://db:3306/x?sslMode=trust"}) {
      assertThat(driver.acceptsURL(url)).isFalse();
      assertThat(driver.acceptsURL(dialect.driverUrl(url))).isTrue();
    }
    var parsed = Configuration.parse(dialect.driverUrl("jdbc:mysql://db:3306/x?sslMode=trust"));
    assertThat(parsed.database()).isEqualTo("x");
    assertThat(parsed.sslMode()).hasToString("TRUST");
  }

  @Test
  void connectorJReadsMySqlWhereItIsThere() {
    assertThat(Dialect.of("jdbc:mysql://db/x")).containsInstanceOf(MySqlDialect.class);
    assertThat(Dialect.mySql(name -> true)).isExactlyInstanceOf(MySqlDialect.class);
    assertThat(Dialect.mySql(name -> false)).isExactlyInstanceOf(MariaDbDialect.class);
  }
}
