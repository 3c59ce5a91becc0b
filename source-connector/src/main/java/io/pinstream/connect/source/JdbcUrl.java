// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import io.pinstream.connect.source.database.Dialect;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;

/** What a JDBC URL gives away. */
final class JdbcUrl {

  /** A parameter. */
  private static final String PARAMETER =
      "[?&;,(]\\s*(?:user|username|uid|\\w*(?:password|passwd|pwd|passphrase|secret|token)\\d*)\\s*=";

  /** Up to an @ before the parameters. */
  private static final String USER_INFO = "//[^?]*@";

  /** What stands where a port would, and is none: a password that holds a question mark. */
  private static final String USER_INFO_WITH_MARK = "//[^/?@]*:(?![\\d,:\\]]*[/?,])[^?@]*\\?.*@";

  private static final Pattern CREDENTIALS =
      Pattern.compile("(?i)" + String.join("|", PARAMETER, USER_INFO, USER_INFO_WITH_MARK));

  // Drivers decode the names of parameters, too.
  private static final Pattern ENCODED_LETTER =
      Pattern.compile("(?i)%(4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a])");

  private JdbcUrl() {}

  /** Whether the URL holds a user name or a password. */
  static boolean holdsCredentials(String url) {
    String plain =
        ENCODED_LETTER
            .matcher(url)
            .replaceAll(letter -> Character.toString(Integer.parseInt(letter.group(1), 16)));
    return CREDENTIALS.matcher(plain).find();
  }

  static void check(String name, Object value) {
    if (!(value instanceof String url)) {
      // Missing, which Kafka says.
      return;
    }
    if (holdsCredentials(url)) {
      throw new ConfigException(
          name
              + " holds a user name or a password: take it out of the URL and set connection.user and"
              + " connection.password instead, or driver.NAME for another secret of the driver");
    }
    if (Dialect.of(url).isEmpty()) {
      // Not the value itself: it may hold a password in a form that only another driver knows.
      throw new ConfigException(
          name
              + " is no URL of a database that this connector reads: expected"
              + " jdbc:mysql://HOST:PORT/DATABASE, jdbc:mariadb://HOST:PORT/DATABASE or"
              + " jdbc:postgresql://HOST:PORT/DATABASE");
    }
  }
}
