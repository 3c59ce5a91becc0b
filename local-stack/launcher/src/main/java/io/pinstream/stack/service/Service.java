// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.service;

import java.nio.file.Path;

/** One part of a running stack. */
public interface Service extends AutoCloseable {

  /** What messages call it. */
  String name();

  /** Where a user finds it: an address or a folder. */
  String address();

  /** Its log file. */
  Path log();

  @Override
  void close();
}
