// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import picocli.CommandLine.Option;

/** The options that name a database of the user's, and who logs in there. */
public final class DatabaseOptions {
  @Option(
      names = "--database",
      paramLabel = "JDBC_URL",
      required = true,
      description =
          "A MySQL, MariaDB or PostgreSQL database, such as jdbc:mysql://host:3306/pinterest.")
  private String url;

  @Option(names = "--database-user", paramLabel = "U", required = true, description = "Its user.")
  private String user;

  @Option(
      names = "--database-password",
      paramLabel = "P",
      required = true,
      defaultValue = "${env:PINSTREAM_DATABASE_PASSWORD}",
      description =
          "The user's password. Default: the environment variable PINSTREAM_DATABASE_PASSWORD.")
  private String password;

  public String url() {
    return url;
  }

  public String user() {
    return user;
  }

  public String password() {
    return password;
  }
}
