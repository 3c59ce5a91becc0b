// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

/** The Java that MSK Connect runs its 3.7 workers on. */
final class JavaRelease {
  static final int WORKER = 17;

  /** Class files of Java 1.1 are of version 45. */
  private static final int MAJOR_OF_JAVA_1 = 44;

  static final int WORKER_MAJOR = MAJOR_OF_JAVA_1 + WORKER;

  private JavaRelease() {}

  static int ofMajor(int major) {
    return major - MAJOR_OF_JAVA_1;
  }
}
