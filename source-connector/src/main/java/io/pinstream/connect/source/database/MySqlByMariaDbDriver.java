// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.util.HashMap;
import java.util.Map;

/** MySQL through MariaDB's driver, where Connector/J is not in the plugin. */
final class MySqlByMariaDbDriver extends MariaDbDialect {

  @Override
  String urlPrefix() {
    return "jdbc:mysql:";
  }

  /** The driver leaves these URLs to Connector/J unless they say otherwise. */
  @Override
  String driverUrl(String url) {
    return url + (url.contains("?") ? "&" : "?") + "permitMysqlScheme=true";
  }

  @Override
  Map<String, String> driverProperties(ConnectionSettings settings) {
    Map<String, String> properties = new HashMap<>(super.driverProperties(settings));
    // MySQL's own way to log in, where the URL asks for no TLS.
    properties.put("allowPublicKeyRetrieval", "true");
    return properties;
  }
}
