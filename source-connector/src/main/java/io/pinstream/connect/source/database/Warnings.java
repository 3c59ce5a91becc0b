// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.MessageFormatter;

/** Says each warning once, however often the tables are looked at. */
final class Warnings {

  private static final Logger LOG = LoggerFactory.getLogger(Warnings.class);

  private final Set<String> said = ConcurrentHashMap.newKeySet();

  void say(String message, Object... arguments) {
    if (said.add(MessageFormatter.arrayFormat(message, arguments).getMessage())) {
      LOG.warn(message, arguments);
    }
  }
}
