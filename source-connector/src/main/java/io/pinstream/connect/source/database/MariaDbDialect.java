// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** MariaDB, through its own driver; or MySQL, where Connector/J is not in the plugin. */
final class MariaDbDialect extends MySqlDialect {

  private final boolean ofMySql;

  MariaDbDialect(boolean ofMySql) {
    this.ofMySql = ofMySql;
  }

  @Override
  String urlPrefix() {
    return ofMySql ? super.urlPrefix() : "jdbc:mariadb:";
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
