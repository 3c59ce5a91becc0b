// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

/**
 * One thing that was looked at.
 *
 * @param what what was looked at
 * @param remedy what to do about it, or why nobody could say; empty if it is well
 */
record Finding(Verdict verdict, String what, String remedy) {
  /** What came of it. */
  enum Verdict {
    OK("ok      "),
    UNKNOWN("unknown "),
    MISSING("MISSING ");

    private final String word;

    Verdict(String word) {
      this.word = word;
    }
  }

  static Finding good(String what) {
    return new Finding(Verdict.OK, what, "");
  }

  /** What nobody could say. */
  static Finding unknown(String what, String why) {
    return new Finding(Verdict.UNKNOWN, what, "could not be asked: " + why);
  }

  static Finding bad(String what, String remedy) {
    return new Finding(Verdict.MISSING, what, remedy);
  }

  boolean isMissing() {
    return verdict == Verdict.MISSING;
  }

  @Override
  public String toString() {
    return verdict.word + what + (remedy.isEmpty() ? "" : ": " + remedy);
  }
}
