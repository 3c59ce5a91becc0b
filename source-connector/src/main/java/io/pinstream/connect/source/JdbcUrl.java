// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import java.util.regex.Pattern;

/** What a JDBC URL gives away. */
final class JdbcUrl {

  private static final Pattern CREDENTIAL_PARAMETER =
      Pattern.compile(
          "(?i)([?&;,(]\\s*[^?&;,=()]*(?:password|passwd|pwd|user|username|secret|token)[^?&;,=()]*\\s*=)[^&;,)]*");

  /** Up to the last @, for a password may hold any character; but not into the parameters. */
  private static final Pattern USER_INFO = Pattern.compile("//[^=]*@");

  private JdbcUrl() {}

  /** Whether the URL holds a user name or a password. */
  static boolean holdsCredentials(String url) {
    return CREDENTIAL_PARAMETER.matcher(url).find() || USER_INFO.matcher(url).find();
  }

  /** The URL with whatever looks like a credential taken out. */
  static String redacted(String url) {
    String withoutParameters = CREDENTIAL_PARAMETER.matcher(url).replaceAll("$1***");
    return USER_INFO.matcher(withoutParameters).replaceAll("//***@");
  }
}
