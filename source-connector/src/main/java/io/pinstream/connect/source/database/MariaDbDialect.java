// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** MariaDB, through its own driver; or MySQL, where Connector/J is not in the plugin. */
final class MariaDbDialect extends MySqlDialect {

  private final boolean ofMySql;

  MariaDbDialect(boolean ofMySql) {
    super(
        ofMySql ? "jdbc:mysql:" : "jdbc:mariadb:",
        "org.mariadb.jdbc.Driver",
        5_000,
        // The binary protocol rounds no FLOAT.
        Map.of("useServerPrepStmts", "true", "tinyInt1isBit", "false", "yearIsDateType", "false"),
        Set.of(
            "sslMode",
            "serverSslCert",
            "trustStore",
            "trustCertificateKeyStoreUrl",
            "tlsSocketType",
            "trustServerCertificate",
            "disableSslHostnameVerification"));
    this.ofMySql = ofMySql;
  }

  /** The driver leaves MySQL's URLs to Connector/J unless they say otherwise. */
  @Override
  String driverUrl(String url) {
    return ofMySql ? url + (url.contains("?") ? "&" : "?") + "permitMysqlScheme=true" : url;
  }

  @Override
  Map<String, String> driverProperties(ConnectionSettings settings) {
    Map<String, String> properties = new HashMap<>(super.driverProperties(settings));
    if (ofMySql) {
      // MySQL's own way to log in, where the URL asks for no TLS.
      properties.put("allowPublicKeyRetrieval", "true");
    }
    return properties;
  }

  @Override
  Map<String, String> tlsProperties(TrustedAuthorities authorities) {
    return Map.of("sslMode", "verify-full", "serverSslCert", authorities.file().toString());
  }
}
