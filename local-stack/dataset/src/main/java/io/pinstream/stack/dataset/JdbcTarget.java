// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

import java.sql.SQLException;
import java.util.regex.Pattern;

/** A JDBC URL as it may be shown: without parameters and credentials, which may be secrets. */
final class JdbcTarget {
  private static final Pattern PARAMETERS = Pattern.compile("[?;].*", Pattern.DOTALL);
  private static final Pattern CREDENTIALS = Pattern.compile("//[^/]*@");

  private final String url;
  private final String shown;

  JdbcTarget(String url) {
    this.url = url;
    shown = CREDENTIALS.matcher(PARAMETERS.matcher(url).replaceFirst("")).replaceFirst("//");
  }

  /**
   * A failure of the database.
   *
   * @param attempt what failed, to stand before the reason
   */
  DatasetLoadException failure(String attempt, Exception cause) {
    String reason = String.valueOf(cause.getMessage());
    String message = attempt + ": " + reason.replace(url, shown);
    // Some drivers repeat the whole URL, and a stack trace would show it.
    return cause instanceof SQLException && reason.contains(url) && !url.equals(shown)
        ? new DatasetLoadException(message)
        : new DatasetLoadException(message, cause);
  }

  @Override
  public String toString() {
    return shown;
  }
}
