// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.service;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Passwords that live as long as a stack. */
final class Secrets {
  private static final int BYTES = 16;

  private Secrets() {}

  static String random() {
    var bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
