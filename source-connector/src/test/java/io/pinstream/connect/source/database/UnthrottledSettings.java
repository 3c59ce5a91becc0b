// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.util.HashMap;
import java.util.Map;

/** Settings of a connector that emits posts as fast as it can. */
final class UnthrottledSettings {

  private UnthrottledSettings() {}

  /** The settings for a database that has the reader of all tests, changed by pairs. */
  static Map<String, String> of(String url, String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("name", "emulator");
    settings.put("connection.url", url);
    settings.put("connection.user", MariaDbServer.USER);
    settings.put("connection.password", MariaDbServer.PASSWORD);
    settings.put("user.id", "u");
    settings.put("posts.per.second", "0");
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }
}
