// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.util.Map;
import java.util.Set;

/** MariaDB, through its own driver. */
class MariaDbDialect extends MySqlDialect {

  @Override
  String urlPrefix() {
    return "jdbc:mariadb:";
  }

  @Override
  String driverClass() {
    return "org.mariadb.jdbc.Driver";
  }

  @Override
  Map<String, String> tlsProperties(TrustedAuthorities authorities) {
    return Map.of("sslMode", "verify-full", "serverSslCert", authorities.file().toString());
  }

  @Override
  Set<String> trustProperties() {
    return Set.of(
        "sslMode",
        "serverSslCert",
        "trustStore",
        "trustCertificateKeyStoreUrl",
        "tlsSocketType",
        "trustServerCertificate",
        "disableSslHostnameVerification");
  }

  @Override
  Map<String, String> readingProperties() {
    return Map.of(
        // The binary protocol rounds no FLOAT.
        "useServerPrepStmts", "true", "tinyInt1isBit", "false", "yearIsDateType", "false");
  }

  @Override
  int streamingFetchSize() {
    return 5_000;
  }
}
