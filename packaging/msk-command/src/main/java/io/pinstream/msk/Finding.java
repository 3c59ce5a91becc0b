// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

/**
 * One thing that was looked at.
 *
 * @param what what was looked at
 * @param remedy what to do about it, empty if it is well
 */
record Finding(String what, String remedy) {
  static Finding good(String what) {
    return new Finding(what, "");
  }

  static Finding bad(String what, String remedy) {
    return new Finding(what, remedy);
  }

  boolean isGood() {
    return remedy.isEmpty();
  }

  @Override
  public String toString() {
    return isGood() ? "ok      " + what : "MISSING " + what + ": " + remedy;
  }
}
